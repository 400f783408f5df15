import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Everything that the build is made of. */
const SOURCES = [
  "app",
  "bin",
  "public",
  "vite.config.ts",
  "react-router.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const TEST = /\.test\.tsx?$/;

function* filesIn(place) {
  if (!existsSync(place)) return;
  if (!statSync(place).isDirectory()) {
    yield place;
    return;
  }
  for (const entry of readdirSync(place).sort()) yield* filesIn(path.join(place, entry));
}

/**
 * Changes when a file that the build is made of changes; tests are not among them.
 * @returns {string} hex SHA-256
 */
export function sourceHash(root = ".") {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesIn(path.join(root, source))) {
      if (TEST.test(file)) continue;
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}
