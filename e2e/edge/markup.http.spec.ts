import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { everyPage } from "../support/pages/every-page.ts";
import { expect, test } from "../support/practice.ts";
import { npmPackage, whyMissing } from "../support/servers/npm-package.ts";

const VNU = ["vnu-jar", "26.9.27"] as const;
const report = z.object({
  messages: z.array(
    z.object({ type: z.string(), subType: z.string().optional(), url: z.string(), message: z.string() }),
  ),
});

/** The Nu Html Checker over files. Rejects where there is no Java. */
async function check(folder: string): Promise<string> {
  const jar = path.join(await npmPackage(...VNU), "build/dist/vnu.jar");
  await new Promise<void>((resolve, reject) =>
    execFile("java", ["-version"], (error) => (error ? reject(error) : resolve())),
  );
  // It exits with 1 where it found something.
  return new Promise((resolve) =>
    execFile(
      "java",
      ["-jar", jar, "--format", "json", "--stdout", folder],
      { maxBuffer: 32 * 1024 * 1024 },
      (_, stdout) => resolve(stdout),
    ),
  );
}

test("the Nu Html Checker finds no error and no warning on any page", async ({ practice }) => {
  const pages = (await everyPage(practice)).filter(({ html }) => html !== "");
  const folder = await mkdtemp(path.join(tmpdir(), "markup-"));
  try {
    for (const [index, { html }] of pages.entries()) await writeFile(path.join(folder, `${index}.html`), html);
    const checked = await check(folder).catch((error: unknown) => {
      test.skip(true, `no Nu Html Checker: ${whyMissing(error)}`);
      return "";
    });
    const { messages } = report.parse(JSON.parse(checked));
    const found = messages
      .filter(({ type, subType }) => type === "error" || subType === "warning")
      .map(({ url, message }) => {
        const { route, name } = pages[Number(path.basename(url, ".html"))] ?? {};
        return `${route}, ${name}: ${message}`;
      });
    expect(found).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
