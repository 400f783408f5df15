import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { NO_SLOTS } from "./app.ts";
import { formOf, newEmail } from "./people.ts";
import type { Server } from "./processes.ts";

/** With `submit` it is the page after its empty form was sent. */
export type PublicPage = { name: string; address: string; submit?: true };

/** Every page that a visitor of the demo can meet. */
export async function publicPages(app: Server, dir: string): Promise<PublicPage[]> {
  const here = `http://127.0.0.1:${app.port}`;
  const at = (name: string, address = name): PublicPage => ({ name, address: here + address });
  return [
    at("/booking/"),
    at("/booking/slot/", "/booking/slot/?service_slug=consultation"),
    at("/booking/no-slots/", NO_SLOTS),
    { ...at("/booking/no-slots/ after an empty form", NO_SLOTS), submit: true },
    at("/booking/no-slots/ without a service", "/booking/no-slots/"),
    at("/booking/no-slots/ with free time after all", "/booking/no-slots/?service_slug=consultation"),
    at("/booking/no-slots/ with the list paused", "/booking/no-slots/?service_slug=couples"),
    at("/booking/no-slots/thanks/"),
    at("/waitlist/:token/", await privateLink(app, dir)),
    at("/waitlist/leave/"),
    at("/legal/personal-data-consent/"),
    at("/legal/communications-consent/"),
    at("/legal/privacy/"),
    at("/emergency/"),
    at("an address that is none", "/no-such-page/"),
  ];
}

/** The path of the link in the mail to a person who has just asked. */
async function privateLink(app: Server, dir: string): Promise<string> {
  const { address, headers, body } = formOf(`127.0.0.1:${app.port}`, newEmail());
  const answer = await fetch(`http://127.0.0.1:${app.port}${address}`, {
    method: "POST",
    headers,
    body,
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`the form was answered ${answer.status}`);
  const outbox = path.join(dir, "data", "outbox");
  for (;;) {
    const names = await readdir(outbox).catch(() => []);
    const mails = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map((name) => readFile(path.join(outbox, name), "utf8")),
    );
    const link = mails.map((mail) => /\/waitlist\/[\w-]{22}\//.exec(mail)?.[0]).find(Boolean);
    if (link) return link;
    await delay(100);
  }
}
