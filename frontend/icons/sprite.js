/** Makes one SVG of all icons that are in use, to be shown with <use href="…#name">. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export function readNames(list) {
  return list.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

function readSymbol(name) {
  const svg = readFileSync(require.resolve(`bootstrap-icons/icons/${name}.svg`), "utf8");
  const [, viewBox] = svg.match(/viewBox="([^"]+)"/);
  const [, shapes] = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/);
  return `<symbol id="${name}" viewBox="${viewBox}">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export function readSprite(list) {
  return `<svg xmlns="http://www.w3.org/2000/svg">${readNames(list).map(readSymbol).join("")}</svg>\n`;
}
