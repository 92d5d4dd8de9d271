// The open chat: its head and its lines, kept at the end unless somebody scrolled up.

import { avatar, h, iconButton, patch } from "./dom.js";
import { day, dayOf, t } from "./i18n.js";
import { bubble } from "./bubble.js";
import { chat, draw, state } from "./state.js";

export function thread() {
  const back = () => {
    state.view = "chats";
    draw();
  };
  return [
    h("header", { class: "ph-t" }, iconButton("chevron-left", t("back"), back, "ibtn back"),
      h("span", { id: "ph-av" }), h("div", { class: "grow" }, h("h2", { id: "ph-name", class: "trunc" }),
        h("p", { id: "ph-sub", class: "xs" }))),
    h("div", { class: "ph-m", id: "scroll", tabindex: "0", role: "region", "aria-label": t("messages") },
      h("div", { id: "lines", role: "log", "aria-live": "polite" })),
  ];
}

export function drawThread() {
  const open = chat();
  document.getElementById("ph-av").replaceChildren(open ? avatar(open.verified_name, open.phone_number_id, "av sq s36") : "");
  document.getElementById("ph-name").textContent = open?.verified_name ?? t("phone");
  const subtitle = document.getElementById("ph-sub");
  subtitle.textContent = open?.typing ? t("typing") : open ? `${open.display_phone_number} · ${t("online")}` : "";
  subtitle.classList.toggle("accent", Boolean(open?.typing));
  const scroll = document.getElementById("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80 || scroll.dataset.chat !== here();
  scroll.dataset.chat = here();
  patch(document.getElementById("lines"), rows(open), (row) => row.make());
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

const here = () => `${state.me.user_id} ${state.to}`;

function rows(open) {
  const reactions = reactionsOf(state.lines);
  const chosen = choicesOf(state.lines);
  const shown = state.lines.filter((line) => line.message?.type !== "reaction");
  const result = [];
  shown.forEach((line, index) => {
    const before = shown[index - 1];
    const newDay = !before || dayOf(before.at) !== dayOf(line.at);
    if (newDay) result.push(dayRow(line));
    const quoted = state.lines.find((other) => other.wamid === (line.message?.context?.id ?? line.message?.context?.message_id));
    const extra = {
      grouped: !newDay && before.from === line.from,
      reactions: reactions.get(line.wamid) ?? {},
      chosen: chosen.get(line.wamid) ?? null,
      quoted,
      byHand: !state.config.statuses.auto,
    };
    const mark = JSON.stringify([line, extra, t("reply"), state.me.user_id]);
    result.push({ key: line.wamid, mark, make: () => bubble(line, extra) });
  });
  if (open?.typing) result.push({ key: "typing", mark: "typing", make: dots });
  if (result.length === 0) result.push({ key: "empty", mark: t("noMessages"), make: () => h("p", { class: "empty" }, t("noMessages")) });
  return result;
}

function dayRow(line) {
  const words = day(line.at, state.now);
  return { key: `day ${dayOf(line.at)}`, mark: words, make: () => h("p", { class: "day" }, words) };
}

const dots = () =>
  h("div", { class: "m" }, h("div", { class: "bub" }, h("span", { class: "typing", role: "img", "aria-label": t("typing") },
    h("i"), h("i"), h("i"))));

/** The last reaction of each side to each message. */
function reactionsOf(lines) {
  const found = new Map();
  for (const line of lines) {
    const given = line.message?.type === "reaction" && line.message.reaction;
    if (given) found.set(given.message_id, { ...found.get(given.message_id), [line.from]: given.emoji || undefined });
  }
  return found;
}

/** What the customer chose in each message: an id or a payload. */
function choicesOf(lines) {
  const found = new Map();
  for (const { from, message } of lines) {
    if (from !== "customer" || !message?.context) continue;
    const reply = message.interactive?.button_reply ?? message.interactive?.list_reply;
    const label = reply?.title ?? message.button?.text ?? (message.type === "location" ? "location" : null);
    if (label) found.set(message.context.id, label);
  }
  return found;
}
