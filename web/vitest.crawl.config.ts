import { defineConfig } from "vitest/config";

/** The crawler over every control: some minutes, so it runs apart from the journeys. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.crawl.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
