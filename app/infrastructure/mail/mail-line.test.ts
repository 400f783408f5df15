import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GetHealthQuery } from "#app/application/insight/get-health.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import { MailError } from "#app/application/ports/mail.ts";
import { QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import type { MailCeilings } from "#app/domain/mail/mail-ceilings.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { healthView } from "#app/views/insight/health-view.ts";

const MINUTE = 60_000;

describe.each(DATABASES)("mails over the limits on $name", ({ open }) => {
  let list: TestWaitlist;
  let ceilings: MailCeilings;
  let start: number;
  let people: string[];
  beforeEach(async () => {
    ceilings = { perHour: 2, perDay: 100 };
    list = await waitlistOver(await open(), ceilings);
    start = list.clock().getTime();
    people = [];
  });
  afterEach(() => list.close());

  /** People ask for time, one after another. Returns their requests. */
  async function ask(...names: string[]): Promise<string[]> {
    const { slug } = await addService(list.connection);
    const ids: string[] = [];
    for (const name of names) ids.push((await list.join(slug, email(`${name}@example.org`))).id);
    people.push(...names);
    return ids;
  }
  /** Runs a request's job. Returns the minute, from the start, until which it was put off; `null`: it is done. */
  const confirm = (requestId = "") =>
    list.confirmRequest.execute({ requestId }, attempt()).then(
      () => null,
      (error: unknown) => {
        if (error instanceof PutOffError) return (error.until.getTime() - start) / MINUTE;
        throw error;
      },
    );
  const confirmed = async () => (await list.mails()).map(({ to }) => to?.split("@")[0]).sort();
  const mailOf = async (requestId = "") => {
    const [row] = await list.db.select().from(mails).where(eq(mails.waitlistRequestId, requestId));
    return row;
  };
  const told = async () => {
    const query = new GetHealthQuery({
      database: list.database,
      ceilings,
      queue: async () => null,
      keys: async () => null,
      sinceStart: () => ({
        startedAt: list.clock(),
        undecryptable: [],
        doubtful: [],
        server: [],
        oddConsents: [],
        droppedViews: 0,
        uncountedVisits: 0,
        timetableFault: null,
      }),
      clock: list.clock,
    });
    return healthView(await query.execute()).checks.find(({ check }) => check === "mails");
  };

  it("wait in order and are sent once each when the hour has room, by whichever job", async () => {
    const [anna, boris, vera, gleb, dina] = await ask("anna", "boris", "vera", "gleb", "dina");
    expect([await confirm(anna), await confirm(boris)]).toEqual([null, null]);
    expect([await confirm(vera), await confirm(gleb), await confirm(dina)]).toEqual([60, 60, 120]);
    list.laterByMinutes(30);
    const [egor] = await ask("egor");
    expect(await confirm(egor)).toBe(120);
    expect(await confirmed()).toEqual(["anna", "boris"]);

    list.laterByMinutes(30);
    expect([await confirm(egor), await confirm(dina)]).toEqual([120, 120]);
    expect([await confirm(gleb), await confirm(vera), await confirm(vera)]).toEqual([null, null, null]);
    expect(await confirmed()).toEqual(["anna", "boris", "gleb", "vera"]);
    list.laterByMinutes(60);
    expect([await confirm(egor), await confirm(dina)]).toEqual([null, null]);
    expect(await confirmed()).toEqual([...people].sort());
  });

  it("of closed requests take no place", async () => {
    const [anna, boris, vera, gleb, dina] = await ask("anna", "boris", "vera", "gleb", "dina");
    for (const each of [anna, boris, vera, gleb, dina]) await confirm(each);
    const closed = { status: "closed", closedReason: "spam", closedAt: list.clock() } as const;
    await list.db
      .update(waitlistRequests)
      .set(closed)
      .where(eq(waitlistRequests.id, vera ?? ""));
    list.laterByMinutes(60);
    expect([await confirm(dina), await confirm(vera)]).toEqual([null, null]);
    expect(await confirmed()).toEqual(["anna", "boris", "dina"]);
  });

  it("wait for the next day too, and the desk says so until they are sent", async () => {
    ceilings.perDay = 3;
    const requests = await ask("anna", "boris", "vera", "gleb");
    for (const each of requests.slice(0, 2)) await confirm(each);
    expect(await told()).toMatchObject({ attention: false, told: [expect.stringContaining("Нет писем")] });
    expect(await confirm(requests[2])).toBe(60);
    expect((await told())?.told).toContain(
      "Писем за\u00a0час больше, чем 2. Ждут своей очереди: 1\u00a0письмо, первое\u00a0— до\u00a023\u00a0ноября в\u00a013:00.",
    );
    list.laterByMinutes(60);
    expect(await confirm(requests[2])).toBe(null);
    expect(await confirm(requests[3])).toBe(24 * 60);
    expect(await told()).toMatchObject({
      attention: true,
      told: [
        expect.stringContaining("Нет писем"),
        "Писем за\u00a0сутки больше, чем 3. Ждут своей очереди: 1\u00a0письмо, первое\u00a0— до\u00a024\u00a0ноября в\u00a012:00.",
      ],
      todo: [expect.stringMatching(/^Ничего не\sпотеряно: письма уйдут сами, по\sпорядку/)],
    });
    list.laterByMinutes(23 * 60);
    expect(await confirm(requests[3])).toBe(null);
    expect(await told()).toMatchObject({ attention: false });
  });

  it("sent by several workers: never more than the limit, and each once", async () => {
    const requests = await ask("anna", "boris", "vera", "gleb", "dina", "egor");
    const first = await Promise.all([...requests, ...requests].map((id) => confirm(id)));
    expect(await confirmed()).toHaveLength(2);
    expect(first.filter((until) => until !== null && until < 60)).toEqual([]);
    for (const hours of [1, 2]) {
      list.laterByMinutes(60);
      await Promise.all(requests.map((id) => confirm(id)));
      expect(await confirmed()).toHaveLength(2 + hours * 2);
    }
    expect(await confirmed()).toEqual([...people].sort());
  });

  it("of a killed worker are sent by the next one without a second place", async () => {
    const requests = await ask("anna", "boris", "vera");
    list.sender.failures.push(new MailError("smtp-connection", "retryable"));
    await expect(confirm(requests[0])).rejects.toThrow(MailError);
    await list.connection.run("update mails set claimed_by = 'killed', claimed_at = counted_at");
    expect(await confirm(requests[1])).toBe(null);
    expect(await confirm(requests[2])).toBe(60);
    list.laterByMinutes(2);
    expect(await confirm(requests[0])).toBe(null);
    expect(await confirmed()).toEqual(["anna", "boris"]);
  });

  it("refused for the provider's limit wait, never fail, and are shown on the desk", async () => {
    ceilings.perHour = 3;
    const requests = await ask("anna", "boris", "vera");
    list.sender.failures.push(new MailError(QUOTA_CODE, "limited"));
    expect(await confirm(requests[0])).toBe(60);
    expect([await confirm(requests[1]), await confirm(requests[2])]).toEqual([60, 60]);
    expect(await mailOf(requests[0])).toMatchObject({ attempts: 0, failedAt: null, sentAt: null });
    expect(await told()).toMatchObject({
      attention: true,
      told: [
        expect.stringContaining("Нет писем"),
        "Лимит писем у\u00a0почтового сервиса исчерпан. Ждут своей очереди: 3\u00a0письма, первое\u00a0— до\u00a023\u00a0ноября в\u00a013:00.",
      ],
      todo: [expect.stringContaining("когда сервис снова их\u00a0примет")],
    });

    for (let hour = 1; hour <= 31; hour += 1) {
      list.laterByMinutes(60);
      list.sender.failures.push(new MailError(QUOTA_CODE, "limited", 3_600));
      for (const each of requests) expect(await confirm(each)).toBe(hour * 60 + 60);
      expect(list.sender.failures).toEqual([]);
    }
    list.laterByMinutes(60);
    for (const each of requests) expect(await confirm(each)).toBe(null);
    expect(await confirmed()).toEqual([...people].sort());
  });

  it("refused for the provider's limit move to the end: it may concern one mail", async () => {
    ceilings.perHour = 1;
    const requests = await ask("anna", "boris");
    list.laterByMinutes(1);
    list.sender.failures.push(new MailError(QUOTA_CODE, "limited"));
    expect([await confirm(requests[0]), await confirm(requests[1])]).toEqual([61, 61]);
    list.laterByMinutes(60);
    expect([await confirm(requests[0]), await confirm(requests[1])]).toEqual([121, null]);
    expect(await confirmed()).toEqual(["boris"]);
  });

  it("refused for their recipient's limit delay no others", async () => {
    const requests = await ask("anna", "boris", "vera");
    list.sender.failures.push(new MailError("smtp-recipient-busy", "limited"));
    expect(await confirm(requests[0])).toBe(60);
    expect([await confirm(requests[1]), await confirm(requests[2])]).toEqual([null, null]);
    list.laterByMinutes(60);
    expect(await confirm(requests[0])).toBe(null);
    expect(await confirmed()).toEqual(["anna", "boris", "vera"]);
  });
});
