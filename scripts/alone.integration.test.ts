import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const ALONE = pathToFileURL(path.resolve("scripts/alone.mjs")).href;

/** A preparation of the folder that reports its start, and ends on command. */
function preparation(folder: string) {
  const script = `import { alone } from ${JSON.stringify(ALONE)}; await alone(); console.log("begun"); process.stdin.once("data", () => process.exit());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
  });
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    says: (words: string) => expect.poll(() => said, { timeout: 20_000 }).toContain(words),
    said: () => said,
  };
}

it.each(["ends", "is killed"])("a second preparation of a folder begins when the first one %s", async (how) => {
  const folder = mkdtempSync(path.join(tmpdir(), "alone-"));
  const first = preparation(folder);
  await first.says("begun");
  const second = preparation(folder);
  await second.says("waiting");
  expect(second.said()).not.toContain("begun");
  const gone = once(first.child, "exit");
  if (how === "ends") first.child.stdin.write("end\n");
  else first.child.kill("SIGKILL");
  await gone;
  await second.says("begun");
});

it("preparations of two folders do not wait for each other", async () => {
  for (const name of ["alone-a-", "alone-b-"]) {
    await preparation(mkdtempSync(path.join(tmpdir(), name))).says("begun");
  }
});
