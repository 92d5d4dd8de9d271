/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./scripts/precompress.ts";

/** Where `npm run dev` sends what the server answers. */
const server = process.env.RECADO_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    proxy: {
      "/api": server,
      "/health": server,
      "/socket.io": { target: server, ws: true },
    },
  },
  build: {
    target: "es2022",
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // Each with all that it imports: left alone, whatever two chunks share becomes a file of its own, fifty in a start.
        codeSplitting: {
          groups: [
            { name: "app", test: /src\/main\.tsx$/, priority: 2 },
            { name: "inbox", test: /features\/inbox\/Page\.tsx$/, priority: 1 },
          ],
        },
      },
    },
    // The policy of the pages allows no data: fonts or scripts, and small files cost nothing over HTTP/2.
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["./src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
