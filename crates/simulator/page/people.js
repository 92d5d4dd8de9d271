// Who you are: a persona, somebody met before, or somebody new.

import { api } from "./api.js";
import { avatar, h, iconButton } from "./dom.js";
import { maybe, t } from "./i18n.js";
import { attempt, be, firstName, nameOf, state } from "./state.js";

export function people() {
  const select = h("select", { id: "me", class: "select", "aria-label": t("you"), onchange: (e) => be(e.target.value) });
  const alive = (event) => attempt(() => api.configure({ personas: event.target.checked }));
  return h("div", { class: "me" },
    h("div", { class: "row" }, h("span", { id: "me-av" }), select,
      iconButton("plus", t("invent"), () => inventing().showModal(), "ibtn line")),
    h("p", { id: "me-hint", class: "hint" }),
    h("label", { class: "row between sm" }, t("alive"),
      h("input", { id: "alive", class: "switch", type: "checkbox", role: "switch", onchange: alive })));
}

function label(person) {
  const where = person.wa_id ? person.wa_id.slice(-4) : t("noPhone");
  return `${nameOf(person)} · ${where}`;
}

export function drawPeople() {
  const select = document.getElementById("me");
  const mark = JSON.stringify([state.people, t("persona")]);
  if (select.dataset.mark !== mark) {
    select.dataset.mark = mark;
    const group = (title, persons) =>
      persons.length > 0 && h("optgroup", { label: title }, persons.map((p) => h("option", { value: p.user_id }, label(p))));
    const groups = [
      group(t("persona"), state.people.filter((person) => person.persona)),
      group(t("others"), state.people.filter((person) => !person.persona)),
    ];
    select.replaceChildren(...groups.filter(Boolean));
  }
  select.value = state.me.user_id;
  document.getElementById("me-av").replaceChildren(avatar(nameOf(state.me), state.me.user_id));
  const temper = state.me.persona ? ` (${maybe(`temper_${state.me.persona}`, state.me.persona)})` : "";
  document.getElementById("me-hint").textContent = t("youHint", { name: firstName(state.me) + temper });
  document.getElementById("alive").checked = state.config.personas;
}

function field(id, text, props) {
  return h("div", { class: "field" }, h("label", { for: id }, text), h("input", { id, class: "input", autocomplete: "off", ...props }));
}

function inventing() {
  document.getElementById("invent")?.remove();
  const hint = h("p", { class: "hint err", role: "alert" });
  const without = h("input", { id: "inv-without", type: "checkbox", onchange: () => toggle(dialog) });
  const form = h("form", { method: "dialog", onsubmit: (event) => create(event, dialog, hint) },
    field("inv-name", t("name"), { placeholder: t("nameExample"), required: true, maxlength: "60" }),
    field("inv-phone", t("phoneNumber"), { placeholder: t("phoneExample"), type: "tel", value: someNumber() }),
    h("label", { class: "row sm" }, without, t("without")),
    field("inv-user", t("username"), { placeholder: t("usernameExample"), maxlength: "40" }),
    hint,
    h("div", { class: "row end" },
      h("button", { type: "submit", class: "btn primary" }, t("create"))));
  const dialog = h("dialog", { id: "invent", class: "dialog", "aria-labelledby": "inv-title" },
    h("div", { class: "row between" }, h("h2", { id: "inv-title" }, t("inventTitle")),
      iconButton("x", t("close"), () => dialog.close())),
    h("p", { class: "hint" }, t("inventHint")), form);
  document.body.append(dialog);
  return dialog;
}

/** Numbers that begin with 90 are given to nobody in Brazil. */
const someNumber = () => `+55 11 90${String(Math.floor(Math.random() * 1e7)).padStart(7, "0").replace(/^(...)/, "$1-")}`;

function toggle(dialog) {
  const none = dialog.querySelector("#inv-without").checked;
  dialog.querySelector("#inv-phone").disabled = none;
}

async function create(event, dialog, hint) {
  event.preventDefault();
  const value = (id) => dialog.querySelector(id).value.trim();
  const digits = dialog.querySelector("#inv-without").checked ? null : value("#inv-phone").replace(/\D/g, "");
  if (digits !== null && (digits.length < 7 || digits.length > 15)) {
    hint.textContent = t("needPhone");
    return;
  }
  const person = { name: value("#inv-name") };
  if (digits !== null) person.wa_id = digits;
  if (value("#inv-user")) person.username = value("#inv-user");
  dialog.close();
  await attempt(async () => be((await api.invent(person)).user_id));
}
