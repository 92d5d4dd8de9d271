// What happened lately between the business and Meta's side.

import { h, patch } from "./dom.js";
import { exactClock, maybe, t } from "./i18n.js";
import { state } from "./state.js";

export const happenings = () => h("section", { class: "last" }, h("h2", {}, t("log")), h("ul", { id: "log", class: "log" }));

export function drawHappenings() {
  const seen = new Map();
  const rows = state.happenings.map((row) => {
    const mark = JSON.stringify([row, t("log")]);
    const count = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, count);
    return { key: `${mark} ${count}`, mark, row };
  });
  if (rows.length === 0) rows.push({ key: "none", mark: t("nothing"), row: null });
  patch(document.getElementById("log"), rows, ({ row }) =>
    row ? h("li", { class: "tnum" }, h("time", { class: "fg3", datetime: row.at }, exactClock(row.at)), h("span", {}, words(row)), badge(row))
      : h("li", { class: "hint" }, t("nothing")));
}

function words(row) {
  const refused = row.what === "send" && row.outcome === "rejected";
  const known = (word) => maybe(word, word ?? "");
  return t(refused ? "l_refused" : `l_${row.what}`, {
    type: known(row.type),
    detail: row.what === "status" ? maybe(`tick_${row.detail}`, row.detail) : known(row.detail),
    fault: maybe(`f_${row.fault}`, row.fault),
  });
}

function badge(row) {
  if (row.what === "fault") return h("span", { class: "badge danger" }, t("s_fault"));
  if (row.outcome) return h("span", { class: row.outcome === "accepted" ? "badge ok" : "badge danger" }, row.outcome === "accepted" ? "200" : String(row.code ?? "–"));
  if (row.state === "delivered") return h("span", { class: "badge ok" }, String(row.http_status ?? 200));
  return h("span", { class: row.state === "pending" ? "badge warn" : "badge danger" }, t(`s_${row.state}`));
}
