import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database.ts";
import { Person, SECRET } from "./support/chat.ts";
import { form, json, send } from "./support/http.ts";
import { databaseOf, SERVER } from "./support/postgres.ts";
import { expect, freePort, test } from "./support/practice.ts";
import { AppProcess } from "./support/process.ts";
import { TelegramStub } from "./support/telegram-stub.ts";

const MAIL = "marked.visitor.7731@example.org";
const OTHER = "marked.partner.7731@example.org";
const PHONE = "+79161237731";
const NAME = "marked_name_7731";
const CHAT = 7_731_773_177;
const CHAT_NAME = "marked_chat_7731";
const WORDS = "marked-words-that-a-person-wrote-7731";

/** Every way in which a contact could stand somewhere without being read at once. */
function tracesOf(contact: string): string[] {
  const bytes = Buffer.from(contact);
  // In base64 the neighbours of a text shift it: of each alignment, the part that does not depend on them.
  const shifted = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(before === 0 ? 0 : 4, -4),
  );
  const url = shifted.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [contact, encodeURIComponent(contact), bytes.toString("hex"), ...shifted, ...url];
}
const TRACES = [MAIL, OTHER, PHONE, PHONE.slice(2), NAME, String(CHAT), CHAT_NAME, WORDS].flatMap(tracesOf);
const found = (text: string) => TRACES.filter((trace) => text.includes(trace));

for (const kind of ["the embedded database", ...(SERVER ? ["PostgreSQL"] : [])]) {
  test(`a contact is in its ciphertext and in the mails to its owner, and nowhere else, on ${kind}`, async () => {
    test.setTimeout(300_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-canary-"));
    const fresh = kind === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const bot = await TelegramStub.start();
    const outbox = path.join(folder, "data", "outbox");
    const env = {
      PORT: String(port),
      OPERATOR_EMAIL: "operator@example.org",
      TELEGRAM_BOT_USERNAME: "balance_bot",
      TELEGRAM_BOT_TOKEN: "1:token",
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: bot.url,
      ...(fresh ? { DATABASE_URL: fresh.url } : {}),
    };
    const served: string[] = [];
    const get = async (address: string) => {
      const answer = await send(address.startsWith("http") ? address : origin + address);
      served.push(`${address} ${JSON.stringify(answer.headers)} ${answer.body}`);
      return answer;
    };
    const consents = { preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on" };
    const post = (fields: Record<string, string>, at = "/booking/no-slots/?service_slug=primary") =>
      send(origin + at, form(fields));

    try {
      const app = new AppProcess(env, folder);
      await expect
        .poll(
          () =>
            send(`${origin}/health/ready`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 120_000 },
        )
        .toBe(200);
      const byMail = { ...consents, preferred_contact_method: "email", contact_email: MAIL };
      const refused = await post({ ...byMail, consent_communications: "" });
      expect([refused.status, refused.headers["cache-control"]]).toEqual([400, "no-store"]);
      expect(found(refused.body)).toContain(MAIL);
      const accepted = [
        await post(byMail),
        await post({ ...byMail, preferred_time_window: "weekend" }),
        await post({ ...consents, preferred_contact_method: "phone", contact_phone: PHONE }),
        await post({ ...consents, preferred_contact_method: "telegram", contact_telegram: NAME }),
      ];
      for (const answer of accepted) served.push(`${JSON.stringify(answer.headers)} ${answer.body}`);
      expect(accepted.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
      const api = await send(
        `${origin}/api/public/waitlist`,
        json({
          service_slug: "primary",
          preferred_contact_method: "email",
          contact_value: OTHER,
          preferred_time_window: "any",
          consent_personal_data: true,
          consent_communications: true,
        }),
      );
      expect(api.status).toBe(202);
      served.push(api.body);
      await post({ preferred_contact_method: "email", contact_email: OTHER }, "/waitlist/leave/");
      await post({ preferred_contact_method: "phone", contact_phone: PHONE }, "/waitlist/leave/");

      const anna = new Person({ origin }, bot, CHAT_NAME, CHAT);
      await anna.says(WORDS);
      await anna.presses(WORDS);
      await anna.says(`/start ${WORDS}`);
      await expect.poll(() => anna.messages.length, { timeout: 60_000 }).toBe(3);
      await anna.chooses("Первичная консультация");
      await anna.joins();
      bot.next({ status: 400 });
      await anna.says("/status");
      await anna.says("/status");
      const status = await anna.sees("Ваши заявки");
      served.push(JSON.stringify(anna.messages.map(({ text, buttons }) => [text, buttons])));
      await get(/http\S+\/waitlist\/[\w-]{22}\//.exec(status.text)?.[0] ?? "");

      const mails = async () => {
        const names = await readdir(outbox).catch((): string[] => []);
        return Promise.all(
          names
            .filter((name) => name.endsWith(".json"))
            .map(
              async (name): Promise<{ to: string; text: string }> =>
                JSON.parse(await readFile(path.join(outbox, name), "utf8")),
            ),
        );
      };
      await expect.poll(async () => new Set((await mails()).map(({ to }) => to)).size, { timeout: 60_000 }).toBe(3);
      const [mine] = (await mails()).filter(({ to }) => to === MAIL);
      const link = /http\S+\/waitlist\/[\w-]{22}\//.exec(mine?.text ?? "")?.[0] ?? "";
      await get(link);
      for (const address of [
        "/booking/",
        "/booking/no-slots/?service_slug=primary",
        "/booking/no-slots/thanks/",
        "/waitlist/leave/",
        "/booking/telegram/?service_slug=primary",
        "/api/public/booking/no-slots?service_slug=primary",
        "/health/ready",
      ]) {
        await get(address);
      }
      expect(await app.kill("SIGTERM")).toBe(0);

      expect(served.flatMap(found)).toEqual([]);
      expect(found(await app.log())).toEqual([]);
      for (const { to, ...rest } of await mails()) {
        const own = to === "operator@example.org" ? [] : tracesOf(to);
        expect(found(JSON.stringify(rest)).filter((trace) => !own.includes(trace))).toEqual([]);
      }
      const config = readConfig({ DATA_DIR: path.join(folder, "data"), ...(fresh ? { DATABASE_URL: fresh.url } : {}) });
      const connection = await openConnection(config.database);
      const { rows } = await connection.run(
        "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'pgboss', 'drizzle') and table_type = 'BASE TABLE'",
      );
      expect(rows.length).toBeGreaterThan(15);
      for (const row of rows) {
        const { name } = Object(row);
        const dump = await connection.run(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`);
        expect(found(JSON.stringify(dump.rows)), name).toEqual([]);
      }
      await connection.close();
    } finally {
      await bot.stop();
      await fresh?.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
