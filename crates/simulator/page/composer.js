// Where the customer writes.

import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { withReply } from "./menu.js";
import { draw, state, write } from "./state.js";
import { sampleButtons, sendSample } from "./samples.js";
import { summary } from "./bubble.js";

export function composer() {
  const input = h("input", {
    id: "composer", class: "input", "aria-label": t("message"), placeholder: t("message"), autocomplete: "off", maxlength: "4096",
    oninput: drawSend,
  });
  const cancel = () => {
    state.reply = null;
    draw();
  };
  return [
    h("div", { id: "replying", class: "replying", hidden: true }, h("span", { class: "quote grow" }, h("b", {}, t("replying")),
      h("span", { id: "replying-to", class: "trunc blk" })), iconButton("x", t("cancelReply"), cancel)),
    h("form", { class: "ph-c", onsubmit: submit }, iconButton("plus", t("attach"), attach, "ibtn big"), input,
      h("button", { id: "send", class: "snd" })),
  ];
}

const typed = () => document.getElementById("composer").value.trim();

function drawSend() {
  const send = document.getElementById("send");
  const words = typed() ? "send" : "voice";
  if (send.getAttribute("aria-label") !== t(words)) {
    send.setAttribute("aria-label", t(words));
    send.title = t(words);
    send.replaceChildren(icon(words === "send" ? "send-horizontal" : "mic"));
  }
  send.disabled = !state.to;
}

export function drawComposer() {
  drawSend();
  document.getElementById("composer").disabled = !state.to;
  document.getElementById("replying").hidden = !state.reply;
  if (state.reply) document.getElementById("replying-to").textContent = summary(state.reply);
}

function submit(event) {
  event.preventDefault();
  const body = typed();
  if (!body) return sendSample("audio");
  document.getElementById("composer").value = "";
  return write(withReply({ type: "text", text: { body } }));
}

function attach(event) {
  document.getElementById("attach")?.remove();
  const menu = h("div", { id: "attach", class: "menu qk", popover: "auto" }, sampleButtons(() => menu.hidePopover()));
  menu.addEventListener("toggle", (change) => change.newState === "closed" && setTimeout(() => menu.remove()));
  document.querySelector("main").append(menu);
  menu.showPopover();
  const place = event.currentTarget.getBoundingClientRect();
  menu.style.setProperty("left", `${Math.min(place.left, innerWidth - menu.offsetWidth - 8)}px`);
  menu.style.setProperty("top", `${place.top - menu.offsetHeight - 12}px`);
  menu.querySelector("button:enabled")?.focus();
}
