// Takes the pictures of the user guide and of the README from the demo, in Portuguese and in English.
//
//   make pictures        builds the binary and the app, then runs this
//
// Each picture is an entry of `pictures-list.mjs`: who looks, where, and what is done before. They are looked at, not compared:
// the demo's times are of the day they were taken.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { PICTURES } from "./pictures-list.mjs";

const LANGUAGES = ["pt-BR", "en"];

const root = join(import.meta.dirname, "../..");
const only = process.argv[2];
const wanted = PICTURES.filter(({ name }) => !only || name === only);

const folder = mkdtempSync(join(tmpdir(), "recado-pictures-"));
const { child, demo } = await startDemo(folder);
try {
  demo.conversations = await conversations(demo);
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath, args });
  for (const language of LANGUAGES) {
    mkdirSync(join(root, "docs/user-guide/pictures", language), { recursive: true });
    for (const who of new Set(wanted.map(({ who }) => who))) await takeAll(browser, language, who);
  }
  await browser.close();
} finally {
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}

async function startDemo(data) {
  const binary = join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/recado");
  const here = "127.0.0.1:0";
  const options = ["--data", data, "--listen", here, "--simulator-listen", here, "--no-personas"];
  const child = spawn(binary, ["demo", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    return { child, demo: JSON.parse(readFileSync(JSON.parse(line).demoFile, "utf8")) };
  }
  throw new Error("the demo ended before it was ready");
}

/** The ids of the demo's conversations by the contact's name. */
async function conversations({ url, apiKey }) {
  const headers = { "x-api-key": apiKey };
  const answer = await fetch(`${url}/api/v1/conversations?limit=100`, { headers });
  const { data } = await answer.json();
  return Object.fromEntries(data.map(({ contact, id }) => [contact.name, id]));
}

/** The app's own texts, so that controls are found in every language: `say("inbox", "views.mine")`. */
function words(language) {
  return (area, key) => {
    const file = join(root, "web/src/i18n/locales", language, `${area}.json`);
    const text = key
      .split(".")
      .reduce((at, part) => at?.[part], JSON.parse(readFileSync(file, "utf8")));
    if (typeof text !== "string") throw new Error(`${language}/${area}.json has no ${key}`);
    return text;
  };
}

/** All pictures of one person in one language, in one browser profile. */
async function takeAll(browser, language, who) {
  const context = await browser.newContext({
    baseURL: demo.url,
    locale: language,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const say = words(language);
  await signIn(page, say, who);
  for (const picture of wanted.filter((picture) => picture.who === who)) {
    await page.setViewportSize(picture.size ?? { width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: picture.theme ?? "light" });
    await page.goto(picture.path(demo));
    await page.waitForLoadState("networkidle");
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
    await picture.steps?.({ page, say, demo });
    const path = join(root, "docs/user-guide/pictures", language, `${picture.name}.png`);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    console.log(path.slice(root.length + 1));
  }
  await context.close();
}

async function signIn(page, say, who) {
  const { email, password } = demo.users.find((user) => user.email.startsWith(`${who}@`));
  await page.goto("/login");
  await page.getByLabel(say("session", "login.email")).fill(email);
  await page.getByLabel(say("session", "login.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: say("session", "login.submit"), exact: true }).click();
  await page.waitForURL(/inbox/);
}
