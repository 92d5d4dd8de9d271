// Runs before the first paint: light or dark as asked for, chosen or set in the system.
(() => {
  const asked = new URLSearchParams(location.search).get("theme");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = asked || localStorage.getItem("phone-theme") || system;
})();
