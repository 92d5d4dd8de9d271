// One message as a bubble, with its quote, reactions, ticks and menu.

import { h, icon } from "./dom.js";
import { clock, maybe, t } from "./i18n.js";
import { face, formatted, media } from "./face.js";
import { menuButton } from "./menu.js";

const TICKS = { accepted: "t-clock", sent: "t-1", delivered: "t-2", read: "t-2", failed: "t-fail", lost: "t-1" };

export function bubble(line, extra) {
  const mine = line.from === "customer";
  const { reactions, grouped } = extra;
  const emoji = [reactions.business, reactions.customer].filter(Boolean);
  const classes = ["m", mine ? "out" : "", grouped ? "g" : "", emoji.length > 0 ? "has-reac" : ""];
  return h("div", { class: classes.filter(Boolean).join(" ") },
    h("div", { class: "bw" },
      h("div", { class: `bub ${line.ticks === "failed" ? "failed" : ""}` }, quote(extra.quoted), content(line), meta(line, mine)),
      menuButton(line, extra)),
    line.face && face.actions(line, extra.chosen),
    emoji.length > 0 && h("span", { class: "reac" }, emoji.join(" ")));
}

function meta(line, mine) {
  const words = t(`tick_${line.ticks}`);
  const tick = icon(TICKS[line.ticks], `tick ${line.ticks}`);
  tick.removeAttribute("aria-hidden");
  tick.setAttribute("role", "img");
  tick.setAttribute("aria-label", words);
  const told = !mine && line.ticks === "failed" ? h("span", { class: "danger-t" }, words) : null;
  return h("span", { class: "meta", title: words }, told, h("time", { datetime: line.at }, clock(line.at)), mine ? tick : null);
}

function quote(quoted) {
  return quoted && h("span", { class: "quote" }, h("span", { class: "clamp" }, formatted(summary(quoted))));
}

function content(line) {
  const message = line.message ?? {};
  const type = typeOf(line);
  if (line.face) return face.content(line.face);
  switch (type) {
    case "text": return h("span", { class: "tx" }, formatted(message.text?.body ?? ""));
    case "interactive": return h("span", { class: "tx" }, chosenText(message));
    case "button": return h("span", { class: "tx" }, message.button?.text ?? "");
    case "image": case "video": case "audio": case "document": case "sticker": case "location": case "contacts":
      return media(type, message[type] ?? {});
    default: return h("span", { class: "tx fg2i" }, t("unknownKind", { kind: type }));
  }
}

const chosenText = (message) =>
  message.interactive?.button_reply?.title ?? message.interactive?.list_reply?.title ?? t("interactive");

export const typeOf = (line) => line.message?.type ?? (line.message?.text ? "text" : "unknown");

/** A message in a few words, for lists and quotes. */
export function summary(line) {
  const message = line.message ?? {};
  const type = typeOf(line);
  if (line.face) return line.face.body ?? line.face.header?.content ?? t("interactive");
  switch (type) {
    case "text": return message.text?.body ?? "";
    case "interactive": return chosenText(message);
    case "button": return message.button?.text ?? "";
    case "reaction": return message.reaction?.emoji ? t("reacted", { emoji: message.reaction.emoji }) : t("removed");
    case "document": return message.document?.filename ?? t("document");
    default: return message[type]?.caption ?? maybe(type, t("unknownKind", { kind: type }));
  }
}
