import { expect, test } from "vitest";
import { chunksOf } from "./budget-rules.mjs";

const manifest = {
  "index.html": { file: "index.js", imports: ["_shared.js"] },
  "src/Page.tsx": {
    file: "page.js",
    imports: ["_shared.js", "index.html"],
    dynamicImports: ["src/Rare.tsx"],
  },
  "_shared.js": { file: "shared.js" },
  "src/Rare.tsx": { file: "rare.js" },
};

test("what is imported counts once, what is fetched later does not", () => {
  expect(chunksOf(manifest, ["index.html", "src/Page.tsx"])).toEqual([
    "index.js",
    "shared.js",
    "page.js",
  ]);
});

test("a page that has moved is not silently free", () => {
  expect(() => chunksOf(manifest, ["src/Gone.tsx"])).toThrow("src/Gone.tsx");
});
