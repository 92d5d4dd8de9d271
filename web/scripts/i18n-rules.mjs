const FORM = /_(zero|one|two|few|many|other)$/;

/**
 * What is wrong with the texts, one sentence each.
 * @param {{ languages: Record<string, Record<string, string>>, same: string[], source: string }} given
 *   the first language is the one the others are held against
 * @returns {string[]}
 */
export function problemsOf({ languages, same, source }) {
  const [base, ...others] = Object.keys(languages);
  const problems = [];
  for (const language of Object.keys(languages))
    problems.push(...missingForms(language, languages[language]));
  for (const language of others)
    problems.push(...differences(base, language, languages, new Set(same)));
  problems.push(...unused(languages[base], source), ...needless(same, languages));
  return problems;
}

/** @param {string} key */
const stem = (key) => key.replace(FORM, "");

function stems(texts) {
  return new Set(Object.keys(texts).map(stem));
}

function missingForms(language, texts) {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const plural = new Set(
    Object.keys(texts)
      .filter((key) => FORM.test(key))
      .map(stem),
  );
  return [...plural].flatMap((key) =>
    wanted
      .filter((form) => texts[`${key}_${form}`] === undefined)
      .map((form) => `${language}: ${key}_${form} is missing (this language has that plural)`),
  );
}

function differences(base, language, languages, same) {
  const ours = languages[base];
  const theirs = languages[language];
  const problems = [];
  for (const key of stems(ours))
    if (!stems(theirs).has(key)) problems.push(`${language}: ${key} is missing`);
  for (const key of stems(theirs))
    if (!stems(ours).has(key)) problems.push(`${language}: ${key} is not in ${base}`);
  for (const [key, text] of Object.entries(theirs)) {
    const original = ours[key] ?? ours[`${stem(key)}_other`];
    if (original === undefined) continue;
    if (
      text === original &&
      /\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, "")) &&
      !same.has(stem(key))
    )
      problems.push(
        `${language}: ${key} is still the text of ${base} ("${text}"); translate it, or list it in same.json`,
      );
    if (placeholders(text) !== placeholders(original))
      problems.push(
        `${language}: ${key} has other placeholders than ${base}: ${placeholders(text)} / ${placeholders(original)}`,
      );
  }
  return problems;
}

/** @param {string} text */
function placeholders(text) {
  const found = [...text.matchAll(/\{\{\s*(\w+).*?\}\}|<(\/?\w+)>/g)].map(
    (match) => match[1] ?? `<${match[2]}>`,
  );
  return [...new Set(found)]
    .filter((name) => name !== "count")
    .sort()
    .join(", ");
}

function unused(texts, source) {
  const families = [...source.matchAll(/i18n-uses ([\w-]+:[\w.-]*)\*/g)].map((match) => match[1]);
  return [...stems(texts)]
    .filter((key) => !families.some((family) => key.startsWith(family)))
    .filter((key) => !quoted(source, key) && !quoted(source, key.slice(key.indexOf(":") + 1)))
    .map((key) => `${key} is used nowhere`);
}

function quoted(source, key) {
  return source.includes(`"${key}"`) || source.includes(`\`${key}\``);
}

function needless(same, languages) {
  const [base, ...others] = Object.values(languages);
  const alike = (key) =>
    others.some((texts) =>
      Object.keys(texts).some((form) => stem(form) === key && texts[form] === base[form]),
    );
  return same
    .filter((key) => !alike(key))
    .map((key) => `same.json: ${key} differs in every language; take it off the list`);
}
