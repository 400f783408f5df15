#!/usr/bin/env bash
# Expected: with NODE_ENV=production, or with the condition "production", react-router resolves to its dist/production.
# What happens: every entry of its `exports` leads to dist/development, under any condition. dist/production is shipped but
# unreachable. The one difference is ENABLE_DEV_WARNINGS: a server then warns on the console with whole addresses.
# Known upstream as remix-run/react-router#14102 (since 7.0.2). We alias it in vite.config.ts.
# react-router 7.18.4, seen on 2026-11-29. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > npm.log
npm install --no-audit --no-fund --loglevel=error react@19.3.1 react-dom@19.3.1 react-router@7.18.4 > npm.log
cat > look.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
console.log("react-router", JSON.parse(readFileSync("node_modules/react-router/package.json", "utf8")).version);
const found = ["react-router", "react-router/dom"].flatMap((name) => [import.meta.resolve(name), require.resolve(name)]);
for (const file of found) console.log(file.slice(file.indexOf("dist/")));
if (!found.every((file) => file.includes("/dist/development/"))) throw new Error("an entry leads elsewhere now");
SCRIPT
NODE_ENV=production node look.mjs
NODE_ENV=production node --conditions=production look.mjs
grep -h "^var ENABLE_DEV_WARNINGS" node_modules/react-router/dist/development/*.mjs | grep true
grep -h "^var ENABLE_DEV_WARNINGS" node_modules/react-router/dist/production/*.mjs | grep false
