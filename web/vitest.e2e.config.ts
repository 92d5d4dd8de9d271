import { defineConfig } from "vitest/config";

/** Journeys in a browser against the built binary: one after the other, as each starts servers of its own. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.journey.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
