import { defineConfig } from "vitest/config";

/** Measurements under load, apart from the tests: `make load`. They take minutes, and their figures are for people. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.load.ts"],
    testTimeout: 7_200_000,
  },
});
