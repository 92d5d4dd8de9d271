import { defineConfig } from "vitest/config";

/** Journeys in a browser against the built binary, two files at a time: each starts servers and a browser of its own. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.journey.ts"],
    maxWorkers: 2,
    // As the Rust tests do (.config/nextest.toml): one more try in CI, and the report names who needed it.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
