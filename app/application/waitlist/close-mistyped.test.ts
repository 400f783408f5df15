import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("a corrected contact on $name", ({ open }) => {
  let list: TestWaitlist;
  let slug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  const send = async (contact: Contact, insteadOf?: string, suspect = false) => {
    const outcome = await list.createWaitlistRequest.execute({
      ...submission(slug, "a@example.org"),
      contact,
      suspect,
      insteadOf,
    });
    if (outcome.status !== "accepted") throw new Error(outcome.status);
    return outcome;
  };
  const toClose = async () => (await list.queued("close-mistyped")).map(({ requestId }) => requestId);
  const close = async (requestId: string) => {
    await list.closeMistyped.execute({ requestId });
    const { status, closedReason } = await list.row(requestId);
    return [status, closedReason];
  };

  it("closes the mistyped request once, tells its timeline, and mails nobody there", async () => {
    const wrong = await send(email("anna@example.con"));
    expect(wrong.isNew).toBe(true);
    const right = await send(email("anna@example.com"), wrong.requestId);
    expect(await toClose()).toEqual([wrong.requestId]);
    expect(await close(wrong.requestId)).toEqual(["closed", "duplicate"]);
    expect(await close(wrong.requestId)).toEqual(["closed", "duplicate"]);
    expect((await list.timeline(wrong.requestId)).map(({ eventName }) => eventName)).toEqual([
      "waitlist_submitted",
      "waitlist_closed",
    ]);
    await list.confirmRequest.execute({ requestId: wrong.requestId }, attempt());
    expect(await list.mails()).toEqual([]);
    expect(await list.row(right.requestId)).toMatchObject({ status: "new" });
  });

  it("asks for nothing when the contact stayed, or the correction looks like a bot's", async () => {
    const before = await toClose();
    const wrong = await send(email("boris@example.org"));
    const same = await send(email("boris@example.org"), wrong.requestId);
    expect(same).toEqual({ ...wrong, isNew: false });
    await send(email("boris@example.com"), wrong.requestId, true);
    expect(await toClose()).toEqual(before);
  });

  it("leaves a request that was repeated, changed or answered, and a suspect's", async () => {
    const repeated = await send(email("clara@example.org"));
    list.laterByMinutes(1);
    await send(email("clara@example.org"));
    const paused = await list.join(slug, email("dina@example.org"));
    list.laterByMinutes(1);
    await list.changeRequest.execute({ token: paused.token, change: { to: "paused" } });
    const answered = await send(email("eva@example.org"));
    await list.db.execute(`update waitlist_requests set status = 'contacted' where id = '${answered.requestId}'`);
    const suspect = await send(email("bot@example.org"), undefined, true);
    for (const id of [repeated.requestId, paused.id, suspect.requestId]) expect(await close(id)).toEqual(["new", null]);
    expect(await close(answered.requestId)).toEqual(["contacted", null]);
  });

  it("has nothing to do for a request that is not there", () =>
    expect(list.closeMistyped.execute({ requestId: list.ids.uuid() })).resolves.toBeUndefined());
});
