import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

type Mail = { to: string };

/** The mails of a demo, each with its file's name and its file's text. */
export async function mailsIn(outbox: string): Promise<(Mail & { file: string; text: string })[]> {
  const names = (await readdir(outbox).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(path.join(outbox, file), "utf8");
      const { to }: Mail = JSON.parse(text);
      return { file, to, text };
    }),
  );
}

const LINK = /http\S+\/waitlist\/([\w-]{22})\//;
/** The private link in a text, and its token. */
export function linkIn(text: string) {
  const [link = "", token = ""] = LINK.exec(text) ?? [];
  return { link, token };
}
