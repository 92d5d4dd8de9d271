// How much JavaScript a signed-in cold load of a page fetches, in bytes of gzip -9, and whether that is within the budget.
//
//   node scripts/budget.mjs      after `npm run build`
//
// Counted from the manifest of the build: the entry, the page's chunk, what both import, and what is fetched by every
// signed-in start besides (the socket, the texts of one language).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chunksOf } from "./budget-rules.mjs";

const dist = join(import.meta.dirname, "../dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const { limits, always } = JSON.parse(
  readFileSync(join(import.meta.dirname, "budget.json"), "utf8"),
);

let isOver = false;
for (const { name, pages, most } of limits) {
  const files = chunksOf(manifest, ["index.html", ...always, ...pages]);
  const sizes = files.map((file) => [
    file,
    gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
  ]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const over = total > most * 1000;
  isOver ||= over;
  console.log(`${name}: ${(total / 1000).toFixed(1)} kB of ${most} kB${over ? ": TOO MUCH" : ""}`);
  if (!over && !process.argv.includes("--all")) continue;
  for (const [file, size] of sizes.sort((a, b) => b[1] - a[1]))
    console.log(`  ${(size / 1000).toFixed(1)} kB ${file}`);
}
if (isOver) process.exit(1);
