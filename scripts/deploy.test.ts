import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";

const text = (file: string) => readFileSync(file, "utf8");
const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(text("package.json")));
/** What `npm start` gives to Node besides the settings. */
const FLAGS = scripts.start.split(" ").filter((word) => word.startsWith("--") && !word.startsWith("--env-file"));
const ENTRY = "build/server/main.js";

it("the container and the service start the app as `npm start` does", () => {
  expect(text("Dockerfile")).toContain(`CMD ${JSON.stringify(["node", ...FLAGS, ENTRY]).replaceAll(",", ", ")}`);
  expect(text("deploy/app.service")).toContain(` ${[...FLAGS, ENTRY].join(" ")}\n`);
  expect(text("deploy/app.service")).toContain("Restart=on-failure");
});

it("nginx's file has the location that the proxy tests run from docs/operations.md", () => {
  const settings = (file: string) => text(file).match(/proxy_[^;]+;/g);
  const documented = text("docs/operations.md").match(/```nginx\n([\s\S]*?)```/)?.[1] ?? "";
  expect(settings("deploy/nginx.conf")).toEqual(documented.match(/proxy_[^;]+;/g));
});

it("the image takes only files that are there", () => {
  const copied = [...text("Dockerfile").matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, files = ""]) =>
    files.split(" "),
  );
  expect(copied).toContain("package.json");
  for (const file of copied) expect([file, existsSync(file)]).toEqual([file, true]);
});
