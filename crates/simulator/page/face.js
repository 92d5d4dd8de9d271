// What a message holds: files, places, cards, and the parts of templates and interactive messages.

import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { write } from "./state.js";

const MARKS = [["```", "code"], ["*", "strong"], ["_", "em"], ["~", "s"]];

/** WhatsApp's own marks for bold, italic, struck and code. */
export function formatted(text) {
  for (const [mark, tag] of MARKS) {
    const sign = mark.replace(/[*]/g, "\\$&");
    const found = new RegExp(`(^|[\\s(“"])${sign}(\\S(?:[^\\n]*?\\S)?)${sign}(?=$|[\\s.,;:!?)”"])`).exec(text);
    if (!found) continue;
    const start = found.index + found[1].length;
    const inner = tag === "code" ? [found[2]] : formatted(found[2]);
    const end = start + found[2].length + mark.length * 2;
    return [...formatted(text.slice(0, start)), h(tag, {}, inner), ...formatted(text.slice(end))];
  }
  return text ? [text] : [];
}

const caption = (file) => file.caption && h("span", { class: "tx cap" }, formatted(file.caption));

export function media(type, file) {
  switch (type) {
    case "image": case "sticker": return [picture(type, file), caption(file)];
    case "audio": return voice();
    case "location": return place(file);
    case "contacts": return card(file);
    default: return [row(type, file), caption(file)];
  }
}

function picture(type, file) {
  if (!file.id) return row(type, file);
  return h("img", { class: type, src: `/_sim/media/${encodeURIComponent(file.id)}`, alt: file.caption ?? t(type) });
}

const BARS = [4, 9, 14, 7, 12, 18, 10, 6, 13, 17, 8, 5, 11, 16, 9, 14, 6, 10, 15, 7, 12, 5, 9, 13];

function voice() {
  const bars = BARS.map((height) => {
    const bar = h("i");
    bar.style.setProperty("height", `${height}px`);
    return bar;
  });
  return h("span", { class: "voice", role: "img", "aria-label": t("audioSample") }, icon("mic"), h("span", { class: "wave" }, bars));
}

const SYMBOLS = { video: "video", image: "image", sticker: "sticker", location: "map-pin", contacts: "contact" };

function row(type, file) {
  const name = file.filename ?? (file.link ? file.link.split("/").pop() : t(type));
  return h("span", { class: "doc" }, h("span", { class: "fi" }, icon(SYMBOLS[type] ?? "file-text")),
    h("span", { class: "doc-t" }, h("span", { class: "trunc b5" }, name),
      h("span", { class: "xs soft" }, file.link ? t("fileByLink") : t(type))));
}

function place(file) {
  const { latitude, longitude, name, address } = file;
  return h("span", { class: "loc" }, h("span", { class: "map" }, icon("map-pin", "i i24")),
    h("span", { class: "b5" }, name ?? t("location")), h("span", { class: "xs soft tnum" }, address ?? `${latitude}, ${longitude}`));
}

function card(contacts) {
  const first = contacts[0] ?? {};
  return h("span", { class: "doc" }, h("span", { class: "fi" }, icon("contact")),
    h("span", { class: "doc-t" }, h("span", { class: "trunc b5" }, first.name?.formatted_name ?? t("contacts")),
      h("span", { class: "xs soft tnum" }, first.phones?.[0]?.phone ?? t("contactCard"))));
}

function head(header) {
  if (!header) return null;
  if (header.type === "text") return h("strong", { class: "fh" }, header.content);
  return media(header.type, header.content ?? {});
}

function content(part) {
  return [
    head(part.header),
    part.body && h("span", { class: "tx" }, formatted(part.body)),
    part.footer && h("span", { class: "ff" }, part.footer),
  ];
}

/** What stands below the bubble: buttons, the list's button, cards. */
function actions(line, chosen) {
  const { buttons = [], list, cards } = line.face;
  const below = buttons.map((button) => action(button, chosen));
  if (list) below.push(h("button", { type: "button", class: "o", onclick: () => choosing(line.face).showModal() },
    icon(chosen ? "check" : "list", "i i14"), chosen ?? list.label));
  return [
    below.length > 0 && h("div", { class: "btns" }, below),
    cards && h("div", { class: "cards", tabindex: "0", role: "group" }, cards.map((part) => h("div", { class: "cardc" },
      h("div", { class: "bub" }, content(part)), h("div", { class: "btns" }, part.buttons.map((button) => action(button, chosen)))))),
  ];
}

function action(button, chosen) {
  const { kind, label, detail } = button;
  const url = typeof detail === "string" && /^https?:\/\//.test(detail) && detail;
  if (button.message) {
    const text = label ?? t("shareLocation");
    if (!chosen) {
      const symbol = kind === "location" ? icon("map-pin", "i i14") : null;
      return h("button", { type: "button", class: "o", onclick: () => write(button.message) }, symbol, text);
    }
    const taken = chosen === text || (chosen === "location" && kind === "location");
    return h("span", { class: taken ? "o sel" : "o dim" }, taken && icon("check", "i i14"), text,
      taken && h("span", { class: "vh" }, t("chosen")));
  }
  if (url) return h("a", { class: "o", href: url, target: "_blank", rel: "noreferrer noopener", title: url }, icon("external-link", "i i14"), label);
  if (kind === "call" && detail) return h("a", { class: "o", href: `tel:${detail}` }, icon("phone", "i i14"), label);
  if (typeof detail === "string") return h("button", { type: "button", class: "o", onclick: (event) => copy(event, detail) }, icon("copy", "i i14"), label ?? t("copyCode"));
  return h("span", { class: "o dim" }, label ?? kind);
}

async function copy(event, code) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(code);
  button.replaceChildren(icon("check", "i i14"), t("copied"));
}

function choosing({ list }) {
  document.getElementById("choosing")?.remove();
  const option = (button) =>
    h("button", { type: "button", class: "opt", onclick: () => (dialog.close(), write(button.message)) },
      h("span", { class: "b5" }, button.label), button.detail && h("span", { class: "xs fg3" }, button.detail));
  const dialog = h("dialog", { id: "choosing", class: "dialog", "aria-label": t("choose") },
    h("div", { class: "row between" }, h("h2", {}, list.label || t("choose")),
      h("button", { type: "button", class: "ibtn", "aria-label": t("close"), onclick: () => dialog.close() }, icon("x"))),
    list.sections.map((section) => h("div", { class: "opts" }, section.title && h("h3", { class: "hint" }, section.title), section.rows.map(option))));
  document.body.append(dialog);
  return dialog;
}

export const face = { content, actions };
