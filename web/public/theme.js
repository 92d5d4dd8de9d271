// Before the first paint: the remembered theme, language and accent, so that nothing flashes. A file of its own
// because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = read("recado.theme");
  const dark =
    theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  const language = read("recado.language");
  if (language) root.lang = language;
  const accent = read("recado.accent");
  if (accent) root.style.setProperty("--accent-h", accent);
})();
