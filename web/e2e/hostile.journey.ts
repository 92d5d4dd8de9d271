import type { Page } from "playwright-core";
import { expect } from "vitest";
import { BECOME, HOSTILE } from "./hostile";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { conversationOf, deliverSigned, NUMBER, openShop, WABA } from "./shop";
import type { World } from "./world";

/** The screens on which what is stored once is shown together. */
const PAGES = [
  "/inbox",
  "/contacts",
  "/settings/tags",
  "/settings/replies",
  "/settings/teams",
  "/settings/people",
  "/settings/numbers",
  "/settings/audit",
  "/settings/log",
  "/settings/keys",
  "/settings/company",
  "/settings/usage",
];

/** Texts that one customer says. */
const AT_ONCE = 5;

/** The customer of one of the texts. */
const phoneOf = (index: number) => `5511970${String(index).padStart(6, "0")}`;

/** Everything a customer can say, with the text in every field that people see. */
function messagesWith(text: string): object[] {
  return [
    { type: "text", text: { body: text } },
    {
      type: "document",
      document: { id: "1", filename: `${text}.pdf`, caption: text, mime_type: "application/pdf" },
    },
    { type: "image", image: { id: "1", caption: text, mime_type: "image/png" } },
    {
      type: "location",
      location: {
        latitude: 1,
        longitude: 1,
        name: text,
        address: text,
        url: "javascript:window.ran=1",
      },
    },
    {
      type: "contacts",
      contacts: [
        {
          name: { formatted_name: text },
          org: { company: text },
          phones: [{ phone: text }],
          urls: [{ url: text }],
        },
      ],
    },
    { type: "button", button: { text, payload: text } },
    {
      type: "interactive",
      interactive: { type: "list_reply", list_reply: { id: "1", title: text, description: text } },
    },
    { type: "reaction", reaction: { message_id: "wamid.unknown", emoji: text } },
    {
      type: "order",
      order: {
        catalog_id: "1",
        text,
        product_items: [{ product_retailer_id: text, quantity: 1, item_price: 1, currency: "BRL" }],
      },
    },
    { type: text, [text]: { body: text } },
  ];
}

/** One customer who says all of these, under the name of the last. */
function webhookWith(texts: readonly string[], index: number): object {
  const phone = phoneOf(index);
  const at = Math.floor(Date.now() / 1000);
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000002", phone_number_id: NUMBER },
    contacts: texts.map((text) => ({ profile: { name: text, username: text }, wa_id: phone })),
    messages: texts.flatMap(messagesWith).map((message, n) => ({
      id: `wamid.hostile.${index}.${n}`,
      from: phone,
      timestamp: `${at}`,
      referral: {
        source_url: "javascript:window.ran=1",
        headline: texts[0],
        body: texts[0],
        source_type: "ad",
      },
      ...message,
    })),
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: WABA, changes: [{ field: "messages", value }] }],
  };
}

/** The same text in everything that colleagues name; what is refused for its length or shape is not stored, and so not shown. */
async function nameEverything(world: World, text: string, index: number, conversation: string) {
  const stored = [
    asOwner<{ id: string }>(world, "POST", "/tags", { name: text.slice(0, 30), hue: index }),
    asOwner(world, "POST", "/quick-replies", {
      shortcut: `h${index}`,
      body: text.replaceAll("{{", "{ {"),
    }),
    asOwner(world, "POST", "/teams", { name: text.slice(0, 60), members: [] }),
    asOwner(world, "POST", "/users", {
      name: text,
      email: `h${index}@shop.example`,
      role: "agent",
    }),
    asOwner(world, "POST", `/conversations/${conversation}/notes`, { body: text, mentions: [] }),
    asOwner(world, "POST", "/contacts", {
      name: text,
      phone: `+${phoneOf(1000 + index)}`,
      company: text,
    }),
    asOwner(world, "POST", "/views", {
      name: text.slice(0, 40),
      query: { view: "all" },
      shared: false,
    }),
  ];
  const done = await Promise.allSettled(stored);
  const [tag] = done;
  if (tag?.status === "fulfilled") {
    const { id } = (tag as PromiseFulfilledResult<{ id: string }>).value;
    await asOwner(world, "POST", `/conversations/${conversation}/tags`, { add: [id] });
  }
  return done.filter(({ status }) => status === "fulfilled").length;
}

/** What stands in the page that must not. */
async function partsOf(page: Page) {
  return page.evaluate(
    (become) => ({
      ran: "ran" in window,
      parts: [...document.querySelectorAll(become)].map((part) => part.outerHTML.slice(0, 120)),
    }),
    BECOME,
  );
}

const CLEAN = { ran: false, parts: [] };

journeys(
  "hostile texts",
  {
    async "nothing that people write becomes a part of the page"({ world, page, anotherPage }) {
      await openShop(world);
      let stored = 0;
      const conversations: [id: string, texts: readonly string[]][] = [];
      for (let index = 0; index < HOSTILE.length; index += AT_ONCE) {
        const texts = HOSTILE.slice(index, index + AT_ONCE);
        await deliverSigned(world, webhookWith(texts, index));
        const id = await conversationOf(world, { name: "", phone: phoneOf(index) });
        conversations.push([id, texts]);
        const named = texts.map((text, n) => nameEverything(world, text, index + n, id));
        for (const count of await Promise.all(named)) stored += count;
      }
      expect(stored).toBeGreaterThan(HOSTILE.length * 5);
      page.on("dialog", (dialog) => {
        throw new Error(`a dialog opened: ${dialog.message()}`);
      });
      await signIn(page, undefined, "/inbox");
      // On an empty page: ours would complain of each by its policy.
      const empty = await anotherPage();
      const asPage = await empty.evaluate(
        ([texts, become]) => {
          const parsed = texts.map((text) => new DOMParser().parseFromString(text, "text/html"));
          return parsed.filter((document) => document.querySelector(become)).length;
        },
        [HOSTILE, BECOME] as const,
      );
      expect(asPage, "what would be found if it were taken for a page").toBeGreaterThan(35);
      let shown = 0;
      for (const [id, texts] of conversations) {
        await page.goto(`/inbox/${id}`);
        const log = page.getByRole("log").first();
        await log.getByText(".pdf").last().waitFor();
        const said = await log.textContent();
        shown += texts.filter((text) => said?.includes(text)).length;
        expect(await partsOf(page), `a thread of ${texts}`).toEqual(CLEAN);
      }
      expect(shown, "texts that stand in their threads to the letter").toBeGreaterThan(50);
      for (const path of PAGES) {
        await page.goto(path);
        await page.getByRole("main").waitFor();
        await page.waitForLoadState("networkidle");
        expect(await partsOf(page), path).toEqual(CLEAN);
      }
    },
  },
  { engines: ["sqlite"], timeout: 240_000 },
);
