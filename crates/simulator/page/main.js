// The phone page: puts the parts together and keeps them in step.

import { watch } from "./api.js";
import { drawChats } from "./chats.js";
import { drawControls, controls } from "./controls.js";
import { clockButtons } from "./clock.js";
import { composer, drawComposer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { current, languages, longClock, speak, t } from "./i18n.js";
import { drawHappenings, happenings } from "./happenings.js";
import { drawPeople, people } from "./people.js";
import { draw, drawWith, refresh, state } from "./state.js";
import { drawThread, thread } from "./thread.js";

const app = document.getElementById("app");

function flipTheme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("phone-theme", next);
}

function head() {
  const choose = (event) => {
    speak(event.target.value);
    build();
  };
  const options = Object.entries(languages).map(([code, name]) => h("option", { value: code }, name));
  const select = h("select", { class: "select sm", "aria-label": t("language"), onchange: choose }, options);
  select.value = current();
  return h("header", { class: "sim-h" },
    icon("smartphone"), h("h1", {}, t("title")), h("span", { class: "badge warn hide-s" }, t("notReal")),
    h("span", { class: "grow" }),
    h("span", { class: "sm fg2 hide-m" }, `${t("clock")} `, h("b", { id: "clock", class: "tnum" })),
    h("span", { class: "row hide-s" }, clockButtons()),
    select, iconButton("sun-moon", t("theme"), flipTheme));
}

function tabs() {
  const tab = (view, symbol, label) =>
    h("button", { type: "button", class: `tab t-${view}`, data: { view }, onclick: () => show(view) }, icon(symbol), label);
  return h("nav", { class: "tabs", "aria-label": t("title") },
    tab("chats", "messages-square", t("chats")), tab("phone", "smartphone", t("phone")),
    tab("controls", "sliders-horizontal", t("controls")));
}

export function show(view) {
  state.view = view;
  draw();
  refresh();
}

function drawFrame() {
  app.dataset.view = state.view;
  for (const tab of app.querySelectorAll(".tab")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
  document.getElementById("clock").textContent = longClock(state.now);
  const banner = document.getElementById("banner");
  const words = state.lost ? t("lost") : state.trouble ? t("failed", { why: state.trouble }) : "";
  if (banner.textContent !== words) banner.textContent = words;
  banner.hidden = words === "";
}

function build() {
  document.documentElement.lang = current();
  document.title = t("title");
  document.getElementById("skip").textContent = t("skip");
  app.replaceChildren(
    head(),
    h("p", { id: "banner", class: "banner", role: "status", hidden: true }),
    h("main", { class: "sim-b" },
      h("section", { class: "pl", "aria-label": t("chats") }, people(), h("div", { id: "chats", class: "chats" })),
      h("section", { class: "ph-w", "aria-label": t("phone") }, h("div", { class: "phone" }, thread(), composer())),
      h("section", { class: "fx", "aria-label": t("controls"), tabindex: "0" }, controls(), happenings())),
    tabs());
  draw();
}

for (const drawer of [drawFrame, drawPeople, drawChats, drawThread, drawComposer, drawControls, drawHappenings]) {
  drawWith(() => state.config && drawer());
}
build();
document.addEventListener("visibilitychange", refresh);
// Typing ends and the clock goes on without a change that is told.
setInterval(refresh, 10_000);
watch(refresh, () => {
  state.lost = true;
  draw();
});
