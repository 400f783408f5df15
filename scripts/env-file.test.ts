import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

it("every npm command that runs the app reads .env, and no test does", () => {
  const running = Object.entries(scripts).filter(
    ([name, command]) => name !== "build" && /build\/server\/|dev\/bin\.js/.test(command),
  );
  expect(running.map(([name]) => name)).toContain("start");
  for (const [name, command] of running)
    expect([name, command]).toEqual([name, expect.stringMatching(/^node --env-file-if-exists=\.env /)]);
  expect(scripts.test).not.toContain("env-file");
});
