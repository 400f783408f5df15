import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSING_REASONS } from "#app/domain/people/operator-work.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const SECOND = 1 / (24 * 3600);

describe.each(DATABASES)("a closed request is put back in the list, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let service: Awaited<ReturnType<typeof addService>>;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
    service = await addService(list.connection);
  });
  afterAll(() => list.close());

  async function joined() {
    people += 1;
    const contact = email(`back${people}@example.org`);
    const { id, token } = await list.join(service.slug, contact);
    list.later(SECOND);
    return { id, token, contact };
  }
  const close = async (id: string, reason: (typeof CLOSING_REASONS)[number]) => {
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason });
    list.later(SECOND);
  };
  const putBack = async (id: string) => desk.putBackInList.execute(await desk.seen(id));

  it.each(CLOSING_REASONS.filter((reason) => reason !== "withdrawn"))(
    "days after it was closed as %s",
    async (reason) => {
      const { id, token } = await joined();
      const before = await list.row(id);
      await close(id, reason);
      list.later(20);
      expect((await list.getRequestPage.execute(token)).status).toBe("closed");
      expect(await putBack(id)).toEqual({ status: "done" });
      const after = await list.row(id);
      expect(after).toMatchObject({ status: "new", closedReason: null, closedAt: null, createdAt: before.createdAt });
      expect(after.expiresAt > before.expiresAt).toBe(true);
      expect(await list.getRequestPage.execute(token)).toMatchObject({ status: "active", request: { id } });
      expect((await list.timeline(id)).at(-1)?.eventName).toBe("waitlist_put_back");
      expect((await desk.audit(id)).at(-1)).toMatchObject({ action: "put_back", details: { reason } });
      expect((await putBack(id)).status).toBe("changed");
    },
  );

  it("a lapsed request gets a new term", async () => {
    const { id } = await joined();
    list.later(91);
    await list.runRetention.execute();
    expect(await list.row(id)).toMatchObject({ closedReason: "expired" });
    expect(await putBack(id)).toEqual({ status: "done" });
    await list.runRetention.execute();
    expect(await list.row(id)).toMatchObject({ status: "new" });
  });

  it("not for a person who left, before or after it was closed", async () => {
    const left = await joined();
    await close(left.id, "withdrawn");
    expect(await putBack(left.id)).toEqual({ status: "taken" });
    const later = await joined();
    await close(later.id, "not_reached");
    await list.leaveWaitlist.execute({ token: later.token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    expect(await putBack(later.id)).toEqual({ status: "taken" });
    expect(await list.row(later.id)).toMatchObject({ status: "closed" });
  });

  it("not for a person who waits by a newer request, and not without a contact", async () => {
    const { id, contact } = await joined();
    await close(id, "found_other");
    const again = await list.join(service.slug, contact);
    expect(again.id).not.toBe(id);
    expect(await putBack(id)).toEqual({ status: "taken" });
    const gone = await joined();
    await close(gone.id, "declined");
    list.later(31);
    await list.runRetention.execute();
    expect(await putBack(gone.id)).toEqual({ status: "taken" });
  });

  it("not while an hour of the person is ahead", async () => {
    const { id } = await joined();
    const slot = await addSlot(list.connection, service.id, new Date(list.clock().getTime() + 5 * 86_400_000));
    const booked = await list.bookByHand.execute({ operatorId: desk.anna.id, slotId: slot.id, requestId: id });
    expect(booked.status).toBe("done");
    expect(await putBack(id)).toEqual({ status: "has-hour" });
    list.later(6);
    expect(await putBack(id)).toEqual({ status: "done" });
  });
});
