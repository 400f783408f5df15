import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAIL_KINDS, type MailKind, pauseAfter } from "#app/domain/mail/mail.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const HOUR_MS = 60 * 60 * 1000;
const contact = email("anna@example.org");

describe.each(DATABASES)("stored mails on $name", ({ open }) => {
  let list: TestWaitlist;
  let requestId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    requestId = (await list.join((await addService(list.connection)).slug, contact)).id;
  });
  afterAll(() => list.close());

  const hoursAgo = (hours: number) => new Date(list.clock().getTime() - hours * HOUR_MS);
  const earliest = (kind: MailKind) =>
    list.database.transaction((repositories) =>
      repositories.mails.earliest(list.ids.uuid(), kind, contact, list.clock()),
    );
  async function sent(kind: MailKind, hours: number, props: unknown = {}) {
    await list.db.delete(mails);
    const about = { waitlistRequestId: kind === "channel_notice" ? null : requestId };
    const row = { id: list.ids.uuid(), kind, dedupeKey: `${kind}/${requestId}`, ...about, props };
    await list.db.insert(mails).values({ ...row, createdAt: hoursAgo(hours), sentAt: hoursAgo(hours) });
    return row;
  }

  it.each(MAIL_KINDS)("the pause before a %s is that of the domain, whatever went before", async (kind) => {
    const pause = pauseAfter(kind);
    for (const before of MAIL_KINDS) {
      await sent(before, 1);
      const waits = pause?.after.includes(before) ?? false;
      const expected = waits ? new Date(hoursAgo(1).getTime() + (pause?.ms ?? 0)) : list.clock();
      expect([before, await earliest(kind)]).toEqual([before, expected]);
      await sent(before, 24);
      expect([before, await earliest(kind)]).toEqual([before, list.clock()]);
    }
  });

  it("a mail queued by an older build is sent as stored; a broken one throws", async () => {
    const older = { serviceTitle: "Консультация", preferredTimeWindow: "any", answerWithinWorkingDays: 5 };
    const { id, dedupeKey } = await sent("confirmation", 1, { ...older, timeZone: "Europe/Moscow", others: [] });
    const again = () =>
      list.database.transaction((repositories) =>
        repositories.mails.addOnce({
          id: list.ids.uuid(),
          kind: "confirmation",
          dedupeKey,
          waitlistRequestId: requestId,
          createdAt: list.clock(),
          props: { serviceTitle: "Пара", preferredTimeWindow: "weekend", answerWithinWorkingDays: 1, answerBy: null },
        }),
      );
    expect(await again()).toMatchObject({ id, kind: "confirmation", createdAt: hoursAgo(1) });
    expect((await again()).props).toEqual({ ...older, answerBy: null });
    await list.db
      .update(mails)
      .set({ props: { serviceTitle: "anna@example.org" } })
      .where(eq(mails.id, id));
    await expect(again()).rejects.toThrow(`mails.props of ${id} cannot be read`);
  });
});
