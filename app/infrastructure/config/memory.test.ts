import { expect, it } from "vitest";
import { smallMemory } from "./memory.ts";

const MB = 1024 * 1024;

it("a machine that is too small is told so, by what the database needs", () => {
  const embedded = { database: { kind: "embedded", dataDir: "data" } } as const;
  expect(smallMemory(embedded, 256 * MB)).toContain("gives the app 256 MB of memory; it needs 400");
  expect(smallMemory(embedded, 512 * MB)).toBeNull();
  expect(smallMemory({ database: { kind: "postgres", url: "postgres://localhost/p" } }, 256 * MB)).toBeNull();
});
