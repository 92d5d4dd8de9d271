// The menu of a message: react, reply, and receipts by hand.

import { api } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { attempt, contextOf, draw, state, write } from "./state.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

export function menuButton(line, extra) {
  return iconButton("ellipsis-vertical", t("actions"), (event) => openMenu(event.currentTarget, line, extra), "ibtn more");
}

function openMenu(button, line, extra) {
  document.getElementById("menu")?.remove();
  const menu = h("div", { id: "menu", class: "menu", popover: "auto", role: "menu", onkeydown: arrows },
    h("div", { class: "emoji", role: "group" }, EMOJI.map((emoji) => reaction(emoji, line, extra))),
    item("reply", t("reply"), () => replyTo(line)),
    line.from === "business" && extra.byHand && byHand(line));
  menu.addEventListener("toggle", (event) => event.newState === "closed" && setTimeout(() => menu.remove()));
  document.querySelector("main").append(menu);
  menu.showPopover();
  const place = button.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), innerWidth - menu.offsetWidth - 8);
  const below = place.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${below ? place.bottom + 4 : Math.max(8, place.top - menu.offsetHeight - 4)}px`);
  menu.querySelector("button").focus();
}

function arrows(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

function choose(work) {
  document.getElementById("menu").hidePopover();
  work();
}

function reaction(emoji, line, extra) {
  const given = extra.reactions.customer === emoji;
  return h("button", {
    type: "button", role: "menuitemcheckbox", "aria-checked": String(given),
    "aria-label": given ? t("unreact") : t("react", { emoji }),
    onclick: () => choose(() => react(line, given ? "" : emoji)),
  }, emoji);
}

export const react = (line, emoji) => write({ type: "reaction", reaction: { message_id: line.wamid, emoji } });

function item(symbol, label, work) {
  return h("button", { type: "button", class: "mi", role: "menuitem", onclick: () => choose(work) }, icon(symbol, "i i14"), label);
}

function replyTo(line) {
  state.reply = line;
  draw();
  document.getElementById("composer").focus();
}

function byHand(line) {
  const tell = (status) => () => attempt(() => api.status(line.wamid, status));
  return [
    item("check", t("tellDelivered"), tell("delivered")),
    item("check", t("tellRead"), tell("read")),
    item("x", t("tellFailed"), tell("failed")),
  ];
}

/** Takes the quote into a message, once. */
export function withReply(message) {
  if (!state.reply) return message;
  const quoted = { ...message, context: contextOf(state.reply) };
  state.reply = null;
  return quoted;
}
