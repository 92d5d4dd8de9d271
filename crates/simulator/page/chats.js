// The chats on this person's phone: one for every number of the business.

import { avatar, h, patch } from "./dom.js";
import { clock, day, dayOf, t } from "./i18n.js";
import { open, state } from "./state.js";
import { summary } from "./bubble.js";
import { formatted } from "./face.js";

export function drawChats() {
  const rows = state.chats.map((row) => ({
    key: row.phone_number_id,
    mark: JSON.stringify([row, row.phone_number_id === state.to, dayOf(state.now), t("today")]),
    row,
  }));
  const list = document.getElementById("chats");
  if (rows.length === 0) rows.push({ key: "none", mark: t("noNumbers"), row: null });
  patch(list, rows, ({ row }) => (row ? chatRow(row) : h("p", { class: "hint pad" }, t("noNumbers"))));
}

function chatRow(row) {
  const last = row.last;
  const when = last && (dayOf(last.at) === dayOf(state.now) ? clock(last.at) : day(last.at, state.now));
  const words = row.typing ? h("span", { class: "accent" }, t("typing")) : last ? formatted(summary(last)) : t("nothingYet");
  return h("button", {
    type: "button", class: "it", "aria-current": row.phone_number_id === state.to ? "true" : null,
    onclick: () => open(row.phone_number_id),
  },
  avatar(row.verified_name, row.phone_number_id, "av sq s40"),
  h("span", { class: "it-t" },
    h("span", { class: "row between" }, h("span", { class: "b5 trunc" }, row.verified_name),
      when && h("time", { class: "xs fg3", datetime: last.at }, when)),
    h("span", { class: "row between" }, h("span", { class: "sm fg2 trunc" }, words),
      row.unread > 0 && h("span", { class: "pill" }, String(row.unread))),
    h("span", { class: "xs fg3 tnum" }, row.display_phone_number)));
}
