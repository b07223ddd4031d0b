// How the window is built. `--mode mock` builds the same window with a stand-in exchange, for tests in a browser.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // Vitest must take Svelte's build for browsers, or components cannot be mounted.
  resolve: process.env.VITEST === undefined ? {} : { conditions: ["browser"] },
  build: {
    // The oldest engine that shows the window: WebKitGTK 2.44, Safari 17, a current WebView2.
    target: ["es2022", "safari17"],
    outDir: mode === "mock" ? "dist-mock" : "dist",
    emptyOutDir: true,
    // Everything is a file of its own: the window's policy allows no inlined scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
}));
