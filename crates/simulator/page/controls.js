// The other side of the phone: things to send, faults, receipts.

import { api } from "./api.js";
import { clockButtons } from "./clock.js";
import { h, patch } from "./dom.js";
import { maybe, t } from "./i18n.js";
import { drawSamples, sampleButtons } from "./samples.js";
import { attempt, firstName, state } from "./state.js";

/** Orders with plain words; the key is the fault's name in the control API. */
const SENDS = [
  { on: "send", fault: "accept_then_reset" },
  { on: "send", fault: "error", code: 131047 },
  { on: "send", fault: "http_500_html" },
  { on: "send", fault: "slow_drip", delay_ms: 20_000 },
];
const WEBHOOKS = [
  { on: "webhook", fault: "duplicate" },
  { on: "webhook", fault: "reorder" },
  { on: "webhook", fault: "delay", delay_ms: 5_000 },
  { on: "webhook", fault: "drop" },
];
const KNOWN = [...SENDS, ...WEBHOOKS];

const MODES = {
  auto: { auto: true, read_ms: 600 },
  opening: { auto: true, read_ms: null },
  hand: { auto: false },
};

export function controls() {
  const number = (id, key) =>
    h("div", { class: "kv" }, h("label", { for: id }, t(key === "read_ms" ? "readIn" : "deliveredIn")),
      h("input", { id, class: "input num tnum", type: "number", min: "0", max: "600000", step: "50", onchange: (event) => pace(event, key) }),
      h("span", { class: "fg3" }, t("ms")));
  return h("div", {},
    h("section", { class: "only-s" }, h("div", { class: "row" }, clockButtons())),
    h("section", {}, h("h2", { id: "send-as" }), h("div", { id: "samples", class: "qk" }, sampleButtons())),
    h("section", {}, h("div", { class: "row between" }, h("h2", {}, t("faults")), h("span", { id: "fault-count", class: "badge danger" })),
      h("div", { id: "faults" })),
    h("section", {}, h("h2", {}, t("receipts")),
      h("div", { class: "seg", role: "group", "aria-label": t("receipts") }, Object.keys(MODES).map((mode) =>
        h("button", { type: "button", data: { mode }, onclick: () => attempt(() => api.configure({ statuses: MODES[mode] })) }, t(mode)))),
      h("p", { id: "mode-hint", class: "hint" }), number("delivered-ms", "delivered_ms"), number("read-ms", "read_ms")));
}

function pace(event, key) {
  const ms = Math.round(event.target.valueAsNumber);
  if (ms >= 0) attempt(() => api.configure({ statuses: { [key]: ms } }));
}

const mode = ({ auto, read_ms: readMs }) => (!auto ? "hand" : readMs === null ? "opening" : "auto");

const same = (order, fault) =>
  order.on === fault.on && order.fault === fault.fault && !fault.phone_number_id && !fault.times && !fault.probability &&
  (order.code ?? null) === fault.code;

export function drawControls() {
  document.getElementById("send-as").textContent = t("sendAs", { name: firstName(state.me) });
  drawSamples(document.getElementById("samples"));
  const count = state.faults.length;
  const badge = document.getElementById("fault-count");
  badge.hidden = count === 0;
  badge.textContent = count === 1 ? t("faultOn") : t("faultsOn", { count });
  patch(document.getElementById("faults"), faultRows(), (row) => row.make());
  drawReceipts();
}

function faultRows() {
  const row = (order) => {
    const active = state.faults.filter((fault) => same(order, fault));
    const mark = JSON.stringify([active.map((fault) => fault.id), t("faults")]);
    return { key: order.fault, mark, make: () => faultSwitch(order, active) };
  };
  const title = (key) => ({ key, mark: t(key), make: () => h("h3", { class: "hint" }, t(key)) });
  const others = state.faults.filter((fault) => !KNOWN.some((order) => same(order, fault)));
  return [title("onSends"), ...SENDS.map(row), title("onWebhooks"), ...WEBHOOKS.map(row), ...others.map(otherRow)];
}

function faultSwitch(order, active) {
  const { fault } = order;
  const flip = (event) =>
    attempt(() => (event.target.checked ? api.strike(order) : Promise.all(active.map(({ id }) => api.mend(id)))));
  return switchRow(`f-${fault}`, t(`f_${fault}`), t(`f_${fault}_hint`), active.length > 0, flip);
}

function otherRow(fault) {
  const make = () =>
    switchRow(`f-${fault.id}`, maybe(`f_${fault.fault}`, fault.fault), t("f_other_hint", { on: fault.on }), true,
      () => attempt(() => api.mend(fault.id)));
  return { key: fault.id, mark: t("faults"), make };
}

function switchRow(id, label, hint, checked, onchange) {
  return h("div", { class: "sw" }, h("label", { for: id }, label), h("span", { class: "hint", id: `${id}-hint` }, hint),
    h("input", { id, class: "switch", type: "checkbox", role: "switch", "aria-describedby": `${id}-hint`, checked, onchange }));
}

function drawReceipts() {
  const { statuses } = state.config;
  const now = mode(statuses);
  for (const button of document.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === now));
  document.getElementById("mode-hint").textContent = t(`${now}Hint`);
  const value = (id, ms, usable) => {
    const input = document.getElementById(id);
    if (document.activeElement !== input) input.value = ms ?? "";
    input.closest(".kv").hidden = !usable;
  };
  value("delivered-ms", statuses.delivered_ms, statuses.auto);
  value("read-ms", statuses.read_ms, now === "auto");
}
