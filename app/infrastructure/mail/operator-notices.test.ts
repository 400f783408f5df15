import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import { MailError } from "#app/application/ports/mail.ts";
import { QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import type { NoticeSubject } from "#app/domain/mail/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, NO_CEILINGS } from "#app/testing/practice.ts";
import { attempt, email, OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const MINUTE = 60_000;
const REQUESTS = "Новые и\u00a0повторные заявки";

describe.each(DATABASES)("notices to the operator on $name", ({ open }) => {
  let list: TestWaitlist;
  const ceilings = { ...NO_CEILINGS };
  let start: number;
  let slug: string;
  beforeEach(async () => {
    Object.assign(ceilings, NO_CEILINGS);
    list = await waitlistOver(await open(), ceilings);
    start = list.clock().getTime();
    slug = (await addService(list.connection)).slug;
  });
  afterEach(() => list.close());

  const ask = (name: string) => list.join(slug, email(`${name}@example.org`)).then(({ id }) => id);
  /** Runs a notice's job. Returns the minute, from the start, until which it was put off; `null`: it is done. */
  const tell = (requestId: string, about: NoticeSubject = "request") =>
    list.tellOperator.execute({ requestId, about }, attempt()).then(
      () => null,
      (error: unknown) => {
        if (error instanceof PutOffError) return (error.until.getTime() - start) / MINUTE;
        throw error;
      },
    );
  const told = async () => (await list.mails()).filter(({ to }) => to === OPERATOR);
  /** The numbers in the mails, sorted. */
  const counts = async () =>
    (await told()).map(({ text }) => new RegExp(`${REQUESTS}: (\\d+)`).exec(text ?? "")?.[1]).sort();
  const failed = () => list.database.transaction(async ({ mails }) => (await mails.failed(10)).count);

  it("the first is sent at once, the next ten minutes' in one mail without a person", async () => {
    const anna = await ask("anna");
    expect(await tell(anna)).toBe(null);
    const others = [await ask("boris"), await ask("vera"), await ask("gleb")];
    list.laterByMinutes(4);
    for (const each of others) expect(await tell(each)).toBe(10);
    expect(await counts()).toEqual(["1"]);
    list.laterByMinutes(6);
    for (const each of [...others, anna]) expect(await tell(each)).toBe(null);
    expect(await counts()).toEqual(["1", "3"]);
    expect(JSON.stringify(await told())).not.toMatch(/anna|boris|vera|gleb/);
    expect(await told()).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining("https://practice.example/desk/") }),
    );
  });

  it("both kinds share one mail, with the link to those who want to leave", async () => {
    const wisher = await list.join(slug, { method: "phone", value: "+79160000001" });
    await list.answerLeaveWish.execute({ requestIds: [wisher.id], askedOn: "2026-11-23" }, attempt());
    await ask("anna");
    for (const id of [await ask("boris"), wisher.id]) await tell(id);
    list.laterByMinutes(10);
    expect(await tell(wisher.id, "leave")).toBe(null);
    const text = (await told()).map((mail) => mail.text).join();
    expect(text).toContain("Просьбы убрать из\u00a0листа: 1");
    expect(text).toContain("https://practice.example/desk/?leaving=on");
  });

  it("of several workers: one mail in ten minutes, and each notice in one of them", async () => {
    const names = ["anna", "boris", "vera", "gleb", "dina", "egor"];
    const requests: string[] = [];
    for (const name of names) requests.push(await ask(name));
    await Promise.all([...requests, ...requests].map((id) => tell(id)));
    expect(await told()).toHaveLength(1);
    list.laterByMinutes(10);
    await Promise.all([...requests, ...requests].map((id) => tell(id)));
    expect((await counts()).map(Number).reduce((sum, count) => sum + count, 0)).toBe(names.length);
    expect((await told()).length).toBeLessThanOrEqual(2);
  });

  it("of a killed worker are sent by the next, unchanged; newer ones come after", async () => {
    const anna = await ask("anna");
    list.sender.failures.push(new MailError("smtp-connection", "retryable"));
    await expect(tell(anna)).rejects.toThrow(MailError);
    await list.connection.run("update mails set claimed_by = 'killed', claimed_at = counted_at");
    const boris = await ask("boris");
    expect([await tell(anna), await tell(boris)]).toEqual([10, 10]);
    list.laterByMinutes(10);
    expect(await tell(boris)).toBe(20);
    expect(await tell(anna)).toBe(null);
    expect(await counts()).toEqual(["1"]);
    list.laterByMinutes(10);
    expect(await tell(boris)).toBe(null);
    expect(await counts()).toEqual(["1", "1"]);
  });

  it("of a person who left meanwhile are dropped", async () => {
    const [anna, boris, vera] = [await ask("anna"), await ask("boris"), await ask("vera")];
    await tell(anna);
    expect([await tell(boris), await tell(vera)]).toEqual([10, 10]);
    const gone = { status: "closed", closedReason: "withdrawn", closedAt: list.clock() } as const;
    await list.db.update(waitlistRequests).set(gone).where(eq(waitlistRequests.id, boris));
    list.laterByMinutes(10);
    expect([await tell(boris), await tell(vera)]).toEqual([null, null]);
    expect(await counts()).toEqual(["1", "1"]);
  });

  it("that fail are listed on the desk as undelivered", async () => {
    const [anna, boris, vera] = [await ask("anna"), await ask("boris"), await ask("vera")];
    for (const each of [anna, boris, vera]) await tell(each);
    list.laterByMinutes(10);
    list.sender.failures.push(new MailError("smtp-554", "final"));
    expect([await tell(boris), await tell(vera)]).toEqual([null, null]);
    expect(await counts()).toEqual(["1"]);
    expect(await failed()).toBe(2);
  });

  it("precede mails that wait for a limit, and take a quarter of it then", async () => {
    Object.assign(ceilings, { perHour: 2, perDay: 100 });
    const requests = [await ask("anna"), await ask("boris"), await ask("vera"), await ask("gleb")];
    const confirm = (requestId = "") =>
      list.confirmRequest.execute({ requestId }, attempt()).catch((error: unknown) => {
        if (!(error instanceof PutOffError)) throw error;
      });
    for (const each of requests.slice(0, 3)) await confirm(each);
    expect(await tell(requests[0] ?? "")).toBe(60);
    list.laterByMinutes(60);
    expect(await tell(requests[0] ?? "")).toBe(null);
    await confirm(requests[2]);
    await confirm(requests[3]);
    expect(await tell(requests[3] ?? "")).toBe(180);
    expect(await told()).toHaveLength(1);
  });

  it("refused for the provider's limit are sent later and never fail", async () => {
    const anna = await ask("anna");
    list.sender.failures.push(new MailError(QUOTA_CODE, "limited"));
    expect(await tell(anna)).toBe(60);
    list.laterByMinutes(60);
    expect(await tell(anna)).toBe(null);
    expect(await counts()).toEqual(["1"]);
    expect(await failed()).toBe(0);
  });
});
