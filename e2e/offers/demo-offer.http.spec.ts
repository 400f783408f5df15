import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { TZDate } from "@date-fns/tz";
import { addDays, format } from "date-fns";
import { demoSignIn } from "#app/demo/demo-operator.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { signInOver } from "../support/desk/desk.ts";
import { form, plainSpaces, send } from "../support/http.ts";
import { mailsIn } from "../support/mail/outbox.ts";
import { expect, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { AppProcess } from "../support/servers/process.ts";

const OFFER = /\/offer\/[\w-]{22}\//;

test("in a fresh demo an hour is freed, offered and taken, as the README says", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-demo-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // As `npm start`: an empty folder, the embedded database, made-up people, and the default ceilings of mails.
  const env = { PORT: String(port), DEMO_PAST: "1", MAILS_PER_HOUR: "30", MAILS_PER_DAY: "80" };
  const app = new AppProcess(env, folder);
  try {
    await app.ready();
    const dataDir = path.join(folder, "data");
    const { keys } = readConfig({ DATA_DIR: dataDir });
    const Cookie = await signInOver(origin, demoSignIn(keys.link[0].secret));
    const get = (at: string) => send(origin + at, { headers: { Cookie } });
    const post = (at: string, fields: Record<string, string>) => {
      const { headers, ...rest } = form(fields);
      return send(origin + at, { ...rest, headers: { ...headers, Cookie, Origin: origin } });
    };

    // «Время»: an hour of «Первичная консультация».
    const date = format(addDays(new TZDate(new Date(), "Europe/Moscow"), 10), "yyyy-MM-dd");
    const week = `/desk/time/?week=${date}`;
    const service = /<option value="([^"]*)"[^>]*>Первичная консультация/.exec((await get(week)).body)?.[1] ?? "";
    const added = await post(week, { intent: "add", date, time: "15:00", service });
    expect([added.status, added.headers.location]).toEqual([303, expect.stringContaining("done=opened")]);

    // Its «Предложить листу», and the preview.
    const opened = await get(added.headers.location ?? "");
    const slots = [...opened.body.matchAll(/href="(\/desk\/offers\/[0-9a-f-]{36}\/)"/g)].map(([, href = ""]) => href);
    const pages = await Promise.all([...new Set(slots)].map(async (href) => ({ href, body: (await get(href)).body })));
    const hour = pages.find(({ body }) => body.includes("Первичная консультация") && body.includes('value="give"'));
    expect(hour?.body).toContain("Предложить листу");
    const rows = (hour?.body ?? "").split("<tr").filter((row) => row.includes('value="give"'));
    expect(rows.length).toBeGreaterThan(1);
    const byMail = rows.find((row) => plainSpaces(row).includes("почта"));
    const request = /name="request" value="([^"]*)"/.exec(byMail ?? "")?.[1] ?? "";

    // «Отдать этому человеку» sends the mail, which is the newest file of the outbox.
    const before = new Set((await mailsIn(path.join(dataDir, "outbox"))).map(({ file }) => file));
    expect((await post(hour?.href ?? "", { intent: "give", request })).status).toBe(303);
    let link = "";
    const newest = async () => {
      const fresh = (await mailsIn(path.join(dataDir, "outbox"))).filter(({ file }) => !before.has(file));
      link = fresh.flatMap(({ text }) => OFFER.exec(text)?.[0] ?? []).at(-1) ?? "";
      return link;
    };
    await expect.poll(newest, { timeout: 60_000 }).not.toBe("");

    // The link takes the hour, and the hour's page says so.
    expect((await send(origin + link)).body).toContain("Беру это время");
    const taken = await send(origin + link, form({ intent: "accept" }));
    expect([taken.status, taken.headers.location]).toEqual([303, `${link}?done=accepted`]);
    expect((await send(`${origin}${link}?done=accepted`)).body).toContain("Время за вами");
    expect((await get(hour?.href ?? "")).body).toContain("занято");
    expect(await app.kill("SIGTERM")).toBe(0);
  } finally {
    await app.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});
