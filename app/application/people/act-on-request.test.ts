import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { leads, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const SECOND = 1 / (24 * 3600);

describe.each(DATABASES)("an operator's work on a request, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let slug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  let people = 0;
  async function joined(suspect = false) {
    people += 1;
    const contact = email(`p${people}@example.org`);
    const { id, token } = await list.join(slug, contact, { suspect });
    list.later(SECOND);
    return { id, token, contact };
  }
  const names = async (id: string) => (await list.timeline(id)).map(({ eventName }) => eventName);
  const acts = async (id: string) => (await desk.audit(id)).map(({ action, details }) => [action, details]);

  it("an act is shown on the person's own page, in the timeline and in the audit log", async () => {
    const { id, token } = await joined();
    expect(await desk.markContacted.execute(await desk.seen(id))).toEqual({ status: "done" });
    expect(await list.row(id)).toMatchObject({ status: "contacted", contactedAt: list.clock() });
    expect(await list.getRequestPage.execute(token)).toMatchObject({
      status: "active",
      request: { status: "contacted" },
    });
    expect(await names(id)).toEqual(["waitlist_submitted", "waitlist_contacted"]);
    expect(await desk.audit(id)).toEqual([{ operator_id: desk.anna.id, action: "contacted", details: {} }]);
  });

  it("a person who asks again after an answer waits with a new promise", async () => {
    const { id, contact, token } = await joined();
    const { answerBy } = await list.row(id);
    await desk.markContacted.execute(await desk.seen(id));
    list.later(7);
    const again = await list.join(slug, contact, { preferredTimeWindow: "weekend" });
    expect(again.id).toBe(id);
    const row = await list.row(id);
    expect(row).toMatchObject({ status: "new", contactedAt: null, preferredTimeWindow: "weekend" });
    expect(row.answerBy.getTime()).toBeGreaterThan(Math.max(answerBy.getTime(), list.clock().getTime()));
    expect(await list.getRequestPage.execute(token)).toMatchObject({ status: "active", request: { status: "new" } });
    expect((await list.timeline(id)).at(-1)).toMatchObject({
      eventName: "waitlist_repeated",
      properties: { previous_status: "contacted", preferred_time_window: "weekend" },
    });
    const listed = await desk.listRequests.execute({ filter: { statuses: ["new"], serviceSlug: slug }, after: null });
    expect(listed.status === "listed" && listed.requests.map(({ request }) => request.id)).toContain(id);
    list.later(SECOND);
    expect(await desk.markContacted.execute(await desk.seen(id))).toEqual({ status: "done" });
  });

  it("undo within ten seconds restores the row; later it is refused", async () => {
    const { id } = await joined();
    const before = await list.row(id);
    for (const act of [
      async () => desk.markContacted.execute(await desk.seen(id)),
      async () => desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "declined" }),
    ]) {
      await act();
      list.later(9 * SECOND);
      expect((await desk.getPerson.execute(id))?.undoableUntil).not.toBeNull();
      expect(await desk.undoLastAct.execute(await desk.seen(id))).toEqual({ status: "done" });
      expect({ ...(await list.row(id)), updatedAt: null }).toEqual({ ...before, updatedAt: null });
      list.later(SECOND);
    }
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "booked" });
    list.later(11 * SECOND);
    expect((await desk.getPerson.execute(id))?.undoableUntil).toBeNull();
    expect(await desk.undoLastAct.execute(await desk.seen(id))).toEqual({ status: "too-late" });
    expect(await list.row(id)).toMatchObject({ status: "closed", closedReason: "booked" });
    expect((await acts(id)).map(([action]) => action)).toEqual(["contacted", "undone", "closed", "undone", "closed"]);
  });

  it("undo works once; a second press, or one after another act, changes nothing", async () => {
    const { id } = await joined();
    await desk.markContacted.execute(await desk.seen(id));
    const contacted = await list.row(id);
    list.later(SECOND);
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "booked" });
    const pressed = await desk.seen(id);
    list.later(SECOND);
    const both = await Promise.all([desk.undoLastAct.execute(pressed), desk.undoLastAct.execute(pressed)]);
    const undone = { action: "undone", at: list.clock(), operatorEmail: desk.anna.email };
    expect(both).toEqual(expect.arrayContaining([{ status: "done" }, { status: "changed", by: undone }]));
    const { updatedAt: _, ...before } = contacted;
    expect(await list.row(id)).toMatchObject(before);
    expect((await acts(id)).map(([action]) => action)).toEqual(["contacted", "closed", "undone"]);

    const { id: other } = await joined();
    await desk.markContacted.execute(await desk.seen(other));
    const mine = await desk.seen(other);
    list.later(SECOND);
    await desk.closeRequest.execute({ ...(await desk.seen(other, desk.boris.id)), reason: "declined" });
    const row = await list.row(other);
    const closed = { action: "closed", at: list.clock(), operatorEmail: desk.boris.email };
    expect(await desk.undoLastAct.execute(mine)).toEqual({ status: "changed", by: closed });
    expect(await list.row(other)).toEqual(row);
  });

  it("a closing cannot be undone once the person is back or the contact is destroyed", async () => {
    const { id, contact } = await joined();
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "declined" });
    await list.join(slug, contact);
    expect(await desk.undoLastAct.execute(await desk.seen(id))).toEqual({ status: "taken" });
    expect(await list.row(id)).toMatchObject({ status: "closed" });

    const suspect = await joined(true);
    await desk.erasePerson.execute(await desk.seen(suspect.id));
    expect(await desk.undoLastAct.execute(await desk.seen(suspect.id))).toEqual({ status: "too-late" });
    expect(await list.row(suspect.id)).toMatchObject({ status: "closed", encryptedContactValue: null });
  });

  it("a person who asked to leave is removed with their consents, without undo", async () => {
    const { id } = await joined();
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "withdrawn" });
    expect(await list.row(id)).toMatchObject({ status: "closed", closedReason: "withdrawn" });
    expect((await desk.getPerson.execute(id))?.consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([
      list.clock(),
      list.clock(),
    ]);
    expect(await names(id)).toEqual(["waitlist_submitted", "waitlist_withdrawn"]);
    expect(await desk.undoLastAct.execute(await desk.seen(id))).toEqual({ status: "too-late" });
  });

  it("the second of two operators learns what the first did and when; nothing changes", async () => {
    const { id } = await joined();
    const [anna, boris] = [await desk.seen(id), await desk.seen(id, desk.boris.id)];
    await desk.closeRequest.execute({ ...anna, reason: "booked" });
    const at = list.clock();
    list.later(SECOND);
    const told = { status: "changed", by: { action: "closed", at, operatorEmail: desk.anna.email } };
    expect(await desk.markContacted.execute(boris)).toEqual(told);
    expect(await desk.closeRequest.execute({ ...boris, reason: "spam" })).toEqual(told);
    expect(await desk.undoLastAct.execute(boris)).toEqual(told);
    expect(await desk.erasePerson.execute(boris)).toEqual(told);
    expect(await list.row(id)).toMatchObject({ status: "closed", closedReason: "booked" });
    expect(await acts(id)).toEqual([["closed", { reason: "booked" }]]);
  });

  it("of two simultaneous acts one succeeds", async () => {
    const { id } = await joined();
    const [anna, boris] = [await desk.seen(id), await desk.seen(id, desk.boris.id)];
    const both = await Promise.all([
      desk.markContacted.execute(anna),
      desk.closeRequest.execute({ ...boris, reason: "declined" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["changed", "done"]);
    expect(await acts(id)).toHaveLength(1);
  });

  it("a change by the person is not an operator's act", async () => {
    const { id, token } = await joined();
    const seen = await desk.seen(id);
    await list.changeRequest.execute({ token, change: { to: "paused" } });
    expect(await desk.markContacted.execute(seen)).toEqual({ status: "changed", by: null });
  });

  it("a suspect cannot be marked as contacted; released, it is an ordinary request", async () => {
    const { id, contact } = await joined(true);
    expect(await desk.markContacted.execute(await desk.seen(id))).toMatchObject({ status: "changed" });
    expect(await desk.releaseRequest.execute(await desk.seen(id))).toEqual({ status: "done" });
    const row = await list.row(id);
    expect(row).toMatchObject({ status: "new", quarantinedAt: null, leadId: expect.any(String) });
    expect(await names(id)).toEqual(["waitlist_submitted", "waitlist_released"]);
    expect((await list.queued("confirm-request")).filter(({ requestId }) => requestId === id)).toHaveLength(2);
    const { rows } = await list.connection.run(
      "select event_name, properties from analytics_events where lead_id = $1",
      [row.leadId],
    );
    expect(rows).toMatchObject([{ event_name: "waitlist_submitted", properties: { service_slug: slug } }]);
    await list.confirmRequest.execute({ requestId: id }, attempt());
    expect((await list.mails()).map(({ to }) => to)).toContain(contact.value);
  });

  it("a suspect who already waits is closed as a duplicate, and nothing is sent twice", async () => {
    const { id, contact } = await joined();
    const twin = await list.join(slug, contact, { suspect: true });
    const [suspect] = (await list.requestsWith(contact)).filter(({ quarantinedAt }) => quarantinedAt);
    expect(suspect?.id).toBe(twin.id);
    expect(await desk.releaseRequest.execute(await desk.seen(twin.id))).toEqual({ status: "done" });
    expect(await list.row(twin.id)).toMatchObject({ status: "closed", closedReason: "duplicate" });
    expect(await list.row(id)).toMatchObject({ status: "new" });
    expect((await list.queued("confirm-request")).filter(({ requestId }) => requestId === twin.id)).toHaveLength(1);
  });

  it("a note is added to the timeline from a closed list, and changes nothing else", async () => {
    const { id } = await joined();
    const before = await list.row(id);
    const note = { requestId: id, operatorId: desk.boris.id, note: "no_answer" } as const;
    expect(await desk.addNote.execute(note)).toEqual({ status: "done" });
    expect((await list.timeline(id)).at(-1)).toEqual({
      eventName: "waitlist_noted",
      properties: { service_slug: slug, note: "no_answer" },
    });
    expect(await list.row(id)).toEqual(before);
    expect(await acts(id)).toEqual([["note_added", { note: "no_answer" }]]);
  });

  it("a reveal is audited or refused; an undecryptable contact is reported instead", async () => {
    const { id, contact } = await joined();
    const who = { requestId: id, operatorId: desk.boris.id, codeAt: null };
    expect(await desk.revealContact.execute(who)).toEqual({ status: "revealed", contact, beside: null });
    expect(await desk.audit(id)).toEqual([{ operator_id: desk.boris.id, action: "reveal", details: {} }]);

    const nobody = { ...who, operatorId: "00000000-0000-7000-8000-000000000000" };
    await expect(desk.revealContact.execute(nobody)).rejects.toThrow();

    const other = await joined();
    const { encryptedContactValue } = await list.row(other.id);
    await list.db.update(waitlistRequests).set({ encryptedContactValue }).where(eq(waitlistRequests.id, id));
    expect(await desk.revealContact.execute(who)).toEqual({ status: "undecryptable" });
    expect(await desk.exportPerson.execute(who)).toEqual({ status: "undecryptable" });
    expect(await acts(id)).toHaveLength(1);
  });

  it("after fifty reveals an hour, parallel ones too, the code is required once", async () => {
    const { id } = await joined();
    const who = { requestId: id, operatorId: desk.anna.id, codeAt: null };
    await list.db.insert(deskAudit).values(
      Array.from({ length: 45 }, () => {
        return { operatorId: desk.anna.id, action: "reveal" as const, at: list.clock(), details: {} };
      }),
    );
    list.later(SECOND);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => desk.revealContact.execute(who)));
    const statuses = outcomes.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(3).fill("code-needed"), ...Array(5).fill("revealed")]);
    expect(await desk.revealContact.execute({ ...who, operatorId: desk.boris.id })).toMatchObject({
      status: "revealed",
    });

    const codeAt = list.clock();
    list.later(SECOND);
    expect(await desk.revealContact.execute({ ...who, codeAt })).toMatchObject({ status: "revealed" });
    expect(await desk.revealContact.execute(who)).toEqual({ status: "code-needed" });
    list.later(3600 * SECOND);
    expect(await desk.revealContact.execute(who)).toMatchObject({ status: "revealed" });
  });

  it("erasing a person erases all their requests; erasing a suspect spares the waiting", async () => {
    const second = await addService(list.connection);
    const { id, contact } = await joined();
    const other = await list.join(second.slug, contact);
    const suspect = await list.join(second.slug, contact, { suspect: true });
    list.later(SECOND);
    expect(await desk.erasePerson.execute(await desk.seen(suspect.id))).toEqual({ status: "done" });
    expect(await list.row(suspect.id)).toMatchObject({ encryptedContactValue: null });
    expect(await list.row(id)).toMatchObject({ status: "new" });

    expect(await desk.erasePerson.execute(await desk.seen(id))).toEqual({ status: "done" });
    for (const each of [id, other.id])
      expect(await list.row(each)).toMatchObject({
        status: "closed",
        encryptedContactValue: null,
        contactFingerprint: null,
        linkTokenHash: null,
        linkKid: null,
      });
    expect(await list.requestsWith(contact)).toEqual([]);
    const who = { requestId: id, operatorId: desk.anna.id, codeAt: null };
    expect(await desk.revealContact.execute(who)).toEqual({ status: "destroyed" });
    expect(await acts(id)).toEqual([["erase", { requests: "2" }]]);
    const ids = [id, other.id];
    expect((await list.queued("destroy-mails")).map(({ requestId }) => requestId)).toEqual(expect.arrayContaining(ids));
  });

  it("an export contains all data of one person, none of others, and is audited", async () => {
    const second = await addService(list.connection);
    const { id, contact } = await joined();
    const other = await list.join(second.slug, contact);
    const stranger = await joined();
    const outcome = await desk.exportPerson.execute({ requestId: id, operatorId: desk.anna.id });
    if (outcome.status !== "exported") throw new Error(outcome.status);
    expect(outcome.data.requests.map(({ request }) => request.id).sort()).toEqual([id, other.id].sort());
    for (const stored of outcome.data.requests) {
      expect(stored.contact).toEqual(contact);
      expect(stored.consents).toHaveLength(2);
    }
    expect(JSON.stringify(outcome.data)).not.toContain(stranger.contact.value);
    expect(await desk.audit(id)).toEqual([{ operator_id: desk.anna.id, action: "export", details: {} }]);
  });

  it("every act answers an unknown id with unknown", async () => {
    const requestId = "00000000-0000-7000-8000-000000000000";
    const act = { requestId, operatorId: desk.anna.id, seenAt: list.clock(), codeAt: null };
    const unknown = { status: "unknown" };
    expect(await desk.markContacted.execute(act)).toEqual(unknown);
    expect(await desk.erasePerson.execute(act)).toEqual(unknown);
    expect(await desk.addNote.execute({ ...act, note: "thinking" })).toEqual(unknown);
    expect(await desk.revealContact.execute(act)).toEqual(unknown);
    expect(await desk.exportPerson.execute(act)).toEqual(unknown);
    expect(await desk.getPerson.execute(requestId)).toBeNull();
  });

  it("no act writes a contact outside the contact columns", async () => {
    const dump = await list.dump();
    expect(dump).not.toMatch(/p\d+@example\.org/);
    expect(await list.db.select().from(leads)).not.toEqual([]);
  });
});
