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
  { name: "bulk", who: "ana", path: () => "/inbox?view=all", steps: selectThree },
  { name: "search", who: "ana", path: () => "/inbox?q=horario", steps: found },
  { name: "quick-replies", who: "ana", path: conversation("Eduardo Esteves"), steps: quickReplies },
  {
    name: "templates",
    who: "ana",
    path: conversation("Igor Inácio"),
    steps: chooseTemplate,
  },
  { name: "contacts", who: "ana", path: () => "/contacts", steps: firstContact },
  { name: "numbers", who: "dona", path: () => "/settings/numbers" },
  { name: "people", who: "dona", path: () => "/settings/people" },
  { name: "away", who: "dona", path: () => "/settings/away" },
  { name: "company", who: "dona", path: () => "/settings/company" },
  { name: "log", who: "dona", path: () => "/settings/log" },
];

function conversation(name) {
  return ({ conversations }) => `/inbox/${conversations[name]}`;
}

/** Presses a key and waits for the dialog that it opens. */
async function dialog(page, key) {
  await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
}

async function selectThree({ page, say }) {
  for (const row of [0, 1, 3]) await page.getByRole("checkbox").nth(row).click();
  await page.getByRole("region", { name: say("bulk", "label") }).waitFor();
}

async function found({ page }) {
  const hits = page.getByRole("listitem").filter({ has: page.locator("mark") });
  await hits.getByRole("link").first().click();
  await page.getByRole("log").waitFor();
}

async function quickReplies({ page, say }) {
  await page.getByRole("button", { name: say("thread", "composer.quickReplies") }).click();
  await page.getByRole("option").first().waitFor();
}

async function chooseTemplate({ page }) {
  await dialog(page, "m");
  await page.locator("[role=dialog] select:has(option[value=pt_BR])").selectOption("pt_BR");
  await page.getByText("Confirmacao consulta").click();
  await page.getByText("Confirmacao consulta").nth(1).waitFor();
}

async function firstContact({ page }) {
  await page.getByText("Adriana Almeida").first().click();
  await page.getByText("+55 11 90000-0000").nth(2).waitFor();
}
