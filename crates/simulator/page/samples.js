// Things to send that nobody has to prepare: the simulator makes the files.

import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { react, withReply } from "./menu.js";
import { state, write } from "./state.js";

const KINDS = [
  ["image", "image"], ["audio", "mic"], ["document", "file-text"], ["location", "map-pin"],
  ["contacts", "contact"], ["sticker", "sticker"], ["reaction", "smile-plus"], ["stop", "log-out"],
];

const MAKE = {
  image: () => ({ type: "image", image: { caption: t("sampleCaption") } }),
  audio: () => ({ type: "audio", audio: {} }),
  document: () => ({ type: "document", document: { filename: t("sampleFile") } }),
  sticker: () => ({ type: "sticker", sticker: {} }),
  stop: () => ({ type: "text", text: { body: t("stopText") } }),
  location: () => ({
    type: "location",
    location: { latitude: -23.5505, longitude: -46.6333, name: t("samplePlace"), address: t("sampleAddress") },
  }),
  contacts: () => {
    const [first, last] = t("sampleContact").split(" ");
    const phone = { phone: "+55 11 90555-0142", wa_id: "5511905550142", type: "CELL" };
    return {
      type: "contacts",
      contacts: [{ name: { formatted_name: t("sampleContact"), first_name: first, last_name: last }, phones: [phone] }],
    };
  },
};

const lastOfBusiness = () => state.lines.findLast((line) => line.from === "business" && line.message?.type !== "reaction");

export function sendSample(kind) {
  const last = lastOfBusiness();
  return kind === "reaction" ? react(last, "❤️") : write(withReply(MAKE[kind]()));
}

const possible = (kind) => Boolean(state.to) && (kind !== "reaction" || Boolean(lastOfBusiness()));

/** The buttons; `after` is called when one was used. */
export function sampleButtons(after = () => {}) {
  return KINDS.map(([kind, symbol]) =>
    h("button", {
      type: "button", class: "qk-b", data: { sample: kind }, disabled: !possible(kind),
      onclick: () => (after(), sendSample(kind)),
    }, icon(symbol), t(kind)));
}

export function drawSamples(container) {
  for (const button of container.querySelectorAll("[data-sample]")) button.disabled = !possible(button.dataset.sample);
}
