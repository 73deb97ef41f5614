/** Fails when a template or a Python file names an icon that the sprite lacks. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readNames } from "./sprite.js";

const USES = [
  /\{% icon "([a-z0-9-]+)"/g,
  /\b(?:action_)?icon="([a-z0-9-]+)"/g,
  /\b(?:Chip|Look|RoleCount|Way)\("([a-z0-9-]+)"/g,
  /\bNavigationEntry\(\s*"[^"]+",\s*"([a-z0-9-]+)"/g,
  /\b(?:Origin|Kind)\.[A-Z_]+: "([a-z0-9-]+)"/g,
];

const known = new Set(readNames(readFileSync("frontend/icons/icons.txt", "utf8")));
const apart = /^(\..*|node_modules|var|static|staticfiles|__pycache__)$/;

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !apart.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const files = listFiles(".").filter((file) => /\.(html|py)$/.test(file));
const missing = files.flatMap((file) => {
  const text = readFileSync(file, "utf8");
  return USES.flatMap((use) => [...text.matchAll(use)])
    .filter(([, name]) => !known.has(name))
    .map(([, name]) => `${file}: the icon "${name}" is not in frontend/icons/icons.txt`);
});

if (missing.length) {
  console.error(missing.join("\n"));
  process.exitCode = 1;
}
