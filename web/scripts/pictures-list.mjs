/** The pictures of the user guide: who looks (by the demo's e-mail), where, and what is done before the picture is taken. */
export const PICTURES = [
  { name: "inbox", who: "ana", path: conversation("Adriana Almeida") },
  { name: "inbox-dark", who: "ana", path: conversation("Gabriel Gonçalves"), theme: "dark" },
  {
    name: "inbox-phone",
    who: "ana",
    path: () => "/inbox?view=mine",
    size: { width: 390, height: 844 },
  },
  {
    name: "note",
    who: "ana",
    path: conversation("Gabriel Gonçalves"),
    steps: ({ page }) => page.keyboard.press("n"),
  },
  { name: "window-closed", who: "ana", path: conversation("Igor Inácio") },
  {
    name: "commands",
    who: "ana",
    path: () => "/inbox",
    steps: ({ page }) => dialog(page, "Control+k"),
  },
  {
    name: "shortcuts",
    who: "ana",
    path: () => "/inbox",
    steps: ({ page }) => dialog(page, "?"),
  },
  { name: "profile", who: "ana", path: () => "/me" },
];

function conversation(name) {
  return ({ conversations }) => `/inbox/${conversations[name]}`;
}

/** Presses a key and waits for the dialog that it opens. */
async function dialog(page, key) {
  await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
}
