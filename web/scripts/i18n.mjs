// Fails when the three languages disagree: a key one of them lacks or has alone, a key nothing uses, a text left in pt-BR
// (names that are the same everywhere stand in src/i18n/same.json), placeholders that differ, a plural form that is missing.
// A key must stand whole in the source ("area:a.b" or "a.b"); keys put together at run time are announced by a comment
// `i18n-uses area:prefix.*`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "./i18n-rules.mjs";

const web = join(import.meta.dirname, "..");
const locales = join(web, "src/i18n/locales");

const languages = Object.fromEntries(
  ["pt-BR", "en", "es"].map((language) => [language, readLanguage(join(locales, language))]),
);
const same = JSON.parse(readFileSync(join(web, "src/i18n/same.json"), "utf8"));
const source = sources(join(web, "src"))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

const problems = problemsOf({ languages, same, source });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`i18n: ${Object.keys(languages["pt-BR"]).length} texts in 3 languages`);

/** Every text of one language as "area:path.to.key" → text. */
function readLanguage(folder) {
  const all = {};
  for (const file of readdirSync(folder)) {
    const area = file.replace(/\.json$/, "");
    flatten(`${area}:`, JSON.parse(readFileSync(join(folder, file), "utf8")), all);
  }
  return all;
}

function flatten(prefix, node, into) {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === "string") into[prefix + name] = value;
    else flatten(`${prefix}${name}.`, value, into);
  }
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|gen)\./.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}
