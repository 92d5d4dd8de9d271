/** Gives a text away as a file. */
export function saveText(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Prints a text and nothing else of the page. */
export function printText(text: string) {
  const frame = document.createElement("iframe");
  frame.className = "fixed size-0";
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  const { contentWindow: view, contentDocument: page } = frame;
  if (!view || !page) return;
  const lines = page.createElement("pre");
  lines.textContent = text;
  page.body.append(lines);
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
