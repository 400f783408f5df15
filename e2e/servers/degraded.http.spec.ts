import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { textOf } from "../support/desk/desk-at-work.ts";
import { type Answer, application, send } from "../support/http.ts";
import { expectWhole } from "../support/offers/whole.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { allRequests } from "../support/records/requests.ts";
import { outOfReach } from "../support/records/whole-tables.ts";
import { keepsBusy, SERVER, withDatabase } from "../support/servers/postgres.ts";
import { logged } from "../support/servers/server-log.ts";
import { TcpProxy } from "../support/servers/tcp-proxy.ts";

test.describe.configure({ timeout: 150_000 });

if (SERVER) {
  const behindProxy = (work: (proxy: TcpProxy, url: string) => Promise<void>) =>
    withDatabase(async (direct) => {
      const proxy = await TcpProxy.to(new URL(direct));
      const url = new URL(direct);
      url.host = `127.0.0.1:${proxy.port}`;
      try {
        await work(proxy, url.href);
      } finally {
        await proxy.close();
      }
    });
  const health = async (practice: Practice) => {
    const { status, body } = await send(`${practice.origin}/health/ready`);
    return [status, JSON.parse(body).status];
  };

  test("the database is unreachable: the page opens, input is kept, and it recovers", async () => {
    await behindProxy(async (proxy, url) => {
      const practice = await Practice.start({ database: { kind: "postgres", url }, logLevel: "info" });
      try {
        const service = await practice.service();
        const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
        expect((await send(address)).body).toContain("ближайшие дни нет свободных окон");
        const { cookie, email } = await atTheDesk(practice);
        const desk = (at: string) => send(`${practice.origin}${at}`, { headers: { Cookie: cookie } });
        for (const trouble of ["cut", "silence"] as const) {
          proxy[trouble]();
          await expect.poll(async () => (await send(address)).body).toContain("Расписание сейчас не открывается");
          const person = somebody();
          const refused = await send(address, application(person));
          expect(refused.status, trouble).toBe(503);
          expect(refused.headers["retry-after"]).toBe("30");
          expect(refused.headers["cache-control"]).toBe("private, no-cache");
          expect(refused.body).toContain(person);
          expect(refused.body).toContain("/booking/telegram/");
          expect(await health(practice)).toEqual([503, "database-away"]);
          expect((await send(`${practice.origin}/health/live`)).status).toBe(200);
          const pages = ["/desk/", "/desk/faults/", "/desk/insight/", "/desk/sign-in/"];
          let answers: Answer[] = [];
          const lines = await logged(async () => {
            answers = await Promise.all(pages.map(desk));
          });
          for (const [index, answer] of answers.entries()) {
            expect([pages[index], answer.status, answer.headers["retry-after"]]).toEqual([pages[index], 503, "30"]);
            expect(textOf(answer)).toContain("База данных сейчас не отвечает");
            expect(textOf(answer)).toContain("Обновить страницу");
            expect(answer.body).toMatch(/desk-[\w-]+\.css/);
            expect(answer.body).not.toMatch(/\bat\s\S+:\d+:\d+|UnavailableError/);
          }
          expect(lines.filter(({ msg }) => msg === "desk unavailable")).toHaveLength(pages.length);
          expect(JSON.stringify(lines)).not.toContain(email);

          proxy.mend();
          await expect.poll(() => health(practice)).toEqual([200, "ready"]);
          await expect.poll(async () => (await send(address, application(person))).status).toBe(303);
          expect((await practice.mailTo(person)).to).toBe(person);
        }
        expect(await allRequests(practice)).toHaveLength(2);
      } finally {
        await practice.stop();
      }
    });
  });

  test("connections break during requests: a told success is stored; a retry once", async () => {
    await behindProxy(async (proxy, url) => {
      const practice = await Practice.start({
        database: { kind: "postgres", url },
        operatorEmail: null,
        trustProxy: 1,
      });
      try {
        const service = await practice.service();
        const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
        const people = Array.from({ length: 30 }, somebody);
        /** Each from a network of their own. */
        const apply = async (person: string) => {
          const { headers, ...rest } = application(person);
          const from = { "X-Forwarded-For": `10.0.0.${people.indexOf(person)}` };
          return (await send(address, { ...rest, headers: { ...headers, ...from } })).status;
        };
        let answered = 0;
        const statuses = await Promise.all(
          people.map(async (person, at) => {
            if (at === people.length - 1)
              await expect.poll(() => answered, { intervals: [1], timeout: 30_000 }).toBeGreaterThan(3);
            if (at === people.length - 1) proxy.cut();
            const status = await apply(person);
            answered += 1;
            return status;
          }),
        );
        expect(new Set(statuses)).toEqual(new Set([303, 503]));
        proxy.mend();
        await expect.poll(() => health(practice)).toEqual([200, "ready"]);
        const cipher = new ContactCipher(practice.config.keys);
        const told = people.filter((_, at) => statuses[at] === 303);
        const mailed = async () => (await practice.mails()).map(({ to }) => to);
        await expectWhole(practice.connection, cipher, told, await mailed());

        for (const person of people.filter((each) => !told.includes(each)))
          await expect.poll(() => apply(person)).toBe(303);
        // A job in progress at the cut is taken over after a minute, which is noticed within ten seconds.
        await expect.poll(async () => (await mailed()).sort(), { timeout: 120_000 }).toEqual([...people].sort());
        const rows = await allRequests(practice);
        expect(new Set(rows.map(({ contactFingerprint }) => contactFingerprint)).size).toBe(people.length);
        expect(rows).toHaveLength(people.length);
      } finally {
        await practice.stop();
      }
    });
  });

  test("the database away at the start: the app listens, says so, and recovers by itself", async () => {
    await behindProxy(async (proxy, url) => {
      proxy.cut();
      const practice = await Practice.start({ database: { kind: "postgres", url } });
      try {
        const early = await send(`${practice.origin}/booking/no-slots/?service_slug=primary`);
        expect(early.body).not.toContain("нет свободных окон");
        expect(await health(practice)).toEqual([503, "starting"]);
        proxy.mend();
        await expect.poll(() => health(practice)).toEqual([200, "ready"]);
        const person = somebody();
        const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=primary`, application(person));
        expect(answer.status).toBe(303);
        expect((await practice.mailTo(person)).to).toBe(person);
      } finally {
        await practice.stop();
      }
    });
  });

  test("every connection is busy: an answer in bounded time; nothing is saved later", async () => {
    await withDatabase(async (url) => {
      const practice = await Practice.start({ database: { kind: "postgres", url } });
      try {
        const service = await practice.service();
        const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
        // Longer than a visitor's whole wait, each statement shorter than the server allows one.
        const busy = Array.from({ length: 10 }, () => keepsBusy(practice, [7, 7]));
        const refused = await send(address, application(somebody()));
        expect(refused.status).toBe(503);
        await Promise.all(busy);
        expect(await allRequests(practice)).toEqual([]);
        expect((await send(address, application(somebody()))).status).toBe(303);
      } finally {
        await practice.stop();
      }
    });
  });
}

test("an unreadable timetable: an honest page, requests work, the operator is told", async () => {
  const practice = await Practice.start();
  try {
    const service = await practice.service();
    const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    const page = async () => (await send(address)).body;
    expect(await page()).toContain("ближайшие дни нет свободных окон");
    const { cookie } = await atTheDesk(practice);
    const faults = async () => (await send(`${practice.origin}/desk/faults/`, { headers: { Cookie: cookie } })).body;
    expect(await faults()).toContain("После запуска открывалось всегда");

    const repair = await outOfReach(practice, "availability_slots");
    await expect.poll(page).toContain("Расписание сейчас не открывается");
    expect(await page()).not.toContain("нет свободных окон");
    expect(await page()).toContain("/booking/telegram/");
    const person = somebody();
    expect((await send(address, application(person))).status).toBe(303);
    expect((await practice.mailTo(person)).to).toBe(person);
    expect(await faults()).toContain("Последний раз не открывалось");

    await repair();
    await expect.poll(page).toContain("ближайшие дни нет свободных окон");
    expect(await faults()).toContain("Последний раз не открывалось");
  } finally {
    await practice.stop();
  }
});

test("without a bot the page says nothing of Telegram and the waitlist works", async () => {
  const practice = await Practice.start({ bots: [] });
  try {
    const service = await practice.service();
    const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    expect((await send(address)).body).not.toContain("/booking/telegram/");
    expect((await send(`${practice.origin}/booking/telegram/`)).status).toBe(404);
    expect((await send(address, application(somebody()))).status).toBe(303);
  } finally {
    await practice.stop();
  }
});
