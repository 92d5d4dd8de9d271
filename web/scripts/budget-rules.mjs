/**
 * The files of these entries and of everything they import, each once.
 * @param {Record<string, { file: string, imports?: string[] }>} manifest Vite's
 * @param {string[]} entries names of source files
 * @returns {string[]}
 */
export function chunksOf(manifest, entries) {
  const seen = new Set();
  const follow = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}: has it moved? See scripts/budget.json`);
    for (const other of chunk.imports ?? []) follow(other);
  };
  for (const entry of entries) follow(entry);
  return [...new Set([...seen].map((name) => manifest[name].file))];
}
