import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FindByContactUseCase } from "#app/application/people/find-by-contact.ts";
import { MailError } from "#app/application/ports/mail.ts";
import { ChangeSlotUseCase } from "#app/application/timetable/hours/change-slot.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { slotFillings } from "#app/infrastructure/tables/offers.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { erasures } from "#app/infrastructure/tables/upkeep.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { callersOver, HOUR, phone, type TestCallers } from "#app/testing/offers/callers.ts";
import { submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("a caller without consent is destroyed, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestCallers;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await callersOver(list);
  });
  afterAll(() => list.close());
  const erasuresOf = (id: string) => list.db.select().from(erasures).where(eq(erasures.waitlistRequestId, id));
  const fillingsOf = (slotId: string) => list.db.select().from(slotFillings).where(eq(slotFillings.slotId, slotId));
  const mailsTo = async (address: string) => (await list.mails()).filter(({ to }) => to === address);
  /** An hour far away, kept for a caller who gets a mail. */
  async function kept(address: string, inHours = 400) {
    const { service, slot } = await desk.world(inHours);
    const contact = email(address);
    const caller = await desk.asked({ contact, serviceId: service.id, slotId: slot.id });
    await list.sendConsentLink.execute(caller, attempt());
    return { service, slot, contact, ...caller };
  }

  it("after a week, with the mail; the hour goes to the list by its next step", async () => {
    const address = "silent.caller@example.org";
    const { service, slot, callerId, token } = await kept(address);
    await list.join(service.slug, email("waits@example.org"));
    await list.endCaller.execute({ callerId });
    expect(await desk.row(callerId)).not.toBeNull();
    list.later(7);
    expect(await list.getConsentPage.execute(token)).toBeNull();
    expect(await desk.agree(token)).toEqual({ status: "unknown-link" });
    for (const _ of [1, 2]) await list.endCaller.execute({ callerId });
    expect(await desk.row(callerId)).toBeNull();
    expect(await desk.holdsOf(slot.id)).toEqual([]);
    expect(await fillingsOf(slot.id)).toMatchObject([{ state: "scheduled" }]);
    expect(await erasuresOf(callerId)).toMatchObject([{ reason: "retention", destroyed: { callers: 1 } }]);
    expect(await mailsTo(address)).toHaveLength(1);
    await list.destroyMails.execute({ requestId: callerId, reason: "retention" });
    expect(await mailsTo(address)).toEqual([]);
  });

  it("three hours before the start, also where the job was lost", async () => {
    const { slot, callerId, service } = await kept("near.caller@example.org", 10);
    const notice = new Date(slot.startsAt.getTime() - DEFAULT_OFFER_SETTINGS.minimumNoticeHours * HOUR);
    expect(await desk.row(callerId)).toMatchObject({ askedUntil: notice });
    const forList = await desk.asked({ contact: phone(11), serviceId: service.id, slotId: null });
    list.laterByMinutes((notice.getTime() - list.clock().getTime()) / 60_000 - 1);
    await list.endCaller.allOver();
    expect(await desk.row(callerId)).not.toBeNull();
    list.laterByMinutes(1);
    await list.endCaller.allOver();
    expect(await desk.row(callerId)).toBeNull();
    expect(await desk.row(forList.callerId)).not.toBeNull();
  });

  it("when they refuse, at once; afterwards the link is as unknown as any other", async () => {
    const { slot, callerId, token } = await kept("refuses@example.org", 120);
    for (const _ of [1, 2]) await list.giveUpCaller.refuse(token);
    expect(await desk.row(callerId)).toBeNull();
    expect(await desk.isPublic(slot.id)).toBe(true);
    expect(await desk.holdsOf(slot.id)).toEqual([]);
    expect(await erasuresOf(callerId)).toMatchObject([{ reason: "requested" }]);
    expect(await desk.agree(token)).toEqual({ status: "unknown-link" });
  });

  it("when the operator gives the hour up, which is audited without a person", async () => {
    const { slot, callerId } = await kept("given.up@example.org");
    const command = { operatorId: desk.operatorId, callerId };
    expect(await list.giveUpCaller.byOperator(command)).toBe("done");
    expect(await list.giveUpCaller.byOperator(command)).toBe("over");
    const entries = await list.db.select().from(deskAudit).where(eq(deskAudit.subjectId, slot.id));
    expect(entries.map(({ action }) => action)).toEqual(["consent_asked", "caller_given_up"]);
    expect(await list.db.$count(deskAudit, eq(deskAudit.subjectId, callerId))).toBe(0);
  });

  it("the hour ends by itself at that moment: a stranger may have it before any job", async () => {
    const { service, slot, callerId } = await kept("slow@example.org");
    const { preferredTimeWindow: _, ...visitor } = submission(service.slug, "faster@example.org");
    list.later(7);
    expect((await list.askForHour.execute({ ...visitor, slotId: slot.id })).status).toBe("asked");
    await list.endCaller.execute({ callerId });
    expect(await desk.row(callerId)).toBeNull();
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "asked" }]);
  });

  it("an hour that is kept for a caller is neither blocked, removed nor cancelled", async () => {
    const { slot, callerId } = await kept("stands@example.org");
    const changeSlot = new ChangeSlotUseCase({ ...list, timetable: { invalidate: () => undefined } });
    const change = { operatorId: desk.operatorId, slotId: slot.id };
    for (const act of ["block", "remove"] as const)
      expect(await changeSlot.execute({ ...change, change: act })).toMatchObject({ reason: "consent" });
    const [hold] = await desk.holdsOf(slot.id);
    const cancel = { by: "operator", bookingId: hold?.id ?? "", operatorId: desk.operatorId } as const;
    expect(await list.cancelBooking.execute(cancel)).toEqual({ status: "unknown" });
    await list.giveUpCaller.byOperator({ operatorId: desk.operatorId, callerId });
    expect(await changeSlot.execute({ ...change, change: "remove" })).toMatchObject({ status: "changed" });
  });

  it("the person's own erasure, and that of a restored backup, destroy callers too", async () => {
    const { service, contact, callerId } = await kept("erases@example.org");
    const { token } = await list.join(service.slug, contact);
    await list.eraseRequest.execute({ token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    expect(await desk.row(callerId)).toBeNull();
    const again = await kept("restored@example.org");
    const erasedAt = list.clock().toISOString();
    await list.replayErasures.execute([{ requestId: again.callerId, reason: "retention", erasedAt }], list.clock());
    expect(await desk.row(again.callerId)).toBeNull();
  });

  it("a mail that the address refuses is marked for the operator, and not tried again", async () => {
    const { service, slot } = await desk.world(400);
    const asked = { contact: email("refused@example.org"), serviceId: service.id, slotId: slot.id };
    const caller = await desk.asked(asked);
    list.sender.failures.push(new MailError("550", "recipient"));
    await list.sendConsentLink.execute(caller, attempt());
    expect(await desk.row(caller.callerId)).toMatchObject({ mailedAt: null, mailFailedAt: list.clock() });
  });

  it("contact and link are shown on a press, counted like any contact", async () => {
    const { callerId, token, contact } = await kept("shown@example.org");
    const command = { callerId, operatorId: desk.operatorId, codeAt: list.clock() };
    expect(await list.revealCaller.execute(command)).toEqual({ status: "revealed", contact, token });
    const since = new Date(list.clock().getTime() - HOUR);
    const shown = await list.database.transaction((all) => all.deskAudit.revealsSince(desk.operatorId, since, 10));
    expect(shown).toBe(1);
    const found = () => new FindByContactUseCase(list).execute({ contact, operatorId: desk.operatorId });
    expect(await found()).toEqual({ status: "called" });
    await list.giveUpCaller.refuse(token);
    expect(await found()).toEqual({ status: "nobody" });
    expect(await list.revealCaller.execute(command)).toEqual({ status: "over" });
  });
});
