import { readFileSync } from "node:fs";
import { defineConfig } from "vite";
import { readSprite } from "./frontend/icons/sprite.js";

const asset = (path) => new URL(path, import.meta.url).pathname;

/** The sprite and the small pictures of the style sheets belong to the build, so their names change with their content. */
const icons = {
  name: "icons",
  buildStart() {
    this.addWatchFile(asset("frontend/icons/icons.txt"));
    this.emitFile({
      type: "asset",
      name: "icons.svg",
      originalFileName: "frontend/icons.svg",
      source: readSprite(readFileSync(asset("frontend/icons/icons.txt"), "utf8")),
    });
  },
};

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [icons],
  build: {
    outDir: "static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    // No data: address, as the Content-Security-Policy allows none.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: "frontend/main.js",
      // htmx can evaluate; base.html tells it not to.
      checks: { eval: false },
    },
  },
  css: {
    preprocessorOptions: {
      scss: {
        // Bootstrap 5 is written with these.
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
        quietDeps: true,
      },
    },
  },
});
