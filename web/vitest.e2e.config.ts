import { defineConfig } from "vitest/config";

/** Journeys in a browser against the built binary, two files at a time: each starts servers and a browser of its own. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.journey.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
