// Meta's clock, and the way back from everything that was changed.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { attempt, state } from "./state.js";

const DAY = 86_400_000;

const forward = () => attempt(() => api.configure({ clock_offset_ms: state.config.clock_offset_ms + DAY }));

const normal = () =>
  attempt(async () => {
    await api.mendAll();
    const statuses = { auto: true, sent_ms: 50, delivered_ms: 200, read_ms: 600 };
    await api.configure({ clock_offset_ms: 0, statuses });
  });

export function clockButtons() {
  const button = (symbol, label, title, onclick) =>
    h("button", { type: "button", class: "btn sm", title, onclick }, icon(symbol, "i i14"), label);
  return [
    button("fast-forward", t("forward"), null, forward),
    button("rotate-ccw", t("normal"), t("normalHint"), normal),
  ];
}
