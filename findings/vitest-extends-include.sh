#!/usr/bin/env bash
# Expected: a project's own `include` replaces that of the configuration it extends, as its other options do.
# What happens: with `extends: true` the two arrays are joined, so a project that names one file also runs all the others, and
# a file runs once per project. We leave `include` out of the root in vite.config.ts.
# vitest 4.1.12, seen on 2026-11-29. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > npm.log
npm install --no-audit --no-fund --loglevel=error vitest@4.1.12 > npm.log
for name in one two; do
  printf 'import { test } from "vitest";\ntest("%s", () => {});\n' "$name" > "$name.test.mjs"
done
cat > vitest.config.mjs <<'SCRIPT'
export default {
  test: {
    include: ["one.test.mjs"],
    projects: [{ extends: true, test: { name: "second", include: ["two.test.mjs"] } }],
  },
};
SCRIPT
npx vitest --version
npx vitest list --filesOnly | tee found.txt
grep -q one.test.mjs found.txt && grep -q two.test.mjs found.txt
