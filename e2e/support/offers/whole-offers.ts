import { and, eq, inArray, isNotNull, isNull, lte, ne, or } from "drizzle-orm";
import type { Keyring } from "#app/infrastructure/keyring.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { offerTokenOf } from "#app/infrastructure/offers/offers.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { expect } from "../practice.ts";
import { addJob, jobs } from "../records/jobs.ts";
import type { Stored } from "../records/stored.ts";
import { OfferMails } from "./offer-crash.ts";

/** Every hold that its person knows of ended a minute ago, and each filling is to take its next step. */
export async function endReceivedHolds(stored: Stored) {
  const { db } = stored;
  const known = or(isNotNull(offers.sentAt), eq(offers.channel, "call"));
  await db
    .update(offers)
    .set({ holdsUntil: new Date(Date.now() - 60_000) })
    .where(and(eq(offers.status, "open"), known));
  for (const { id } of await db.select({ id: slotFillings.id }).from(slotFillings).where(isNull(slotFillings.endedAt)))
    await addJob(stored, "advance-filling", { fillingId: id });
}

/** Checks that each offer was one message or one call, each hour is one person's, and nothing was told twice. */
export async function expectOffersWhole(stored: Stored, keys: Keyring, outbox: string, taken: ReadonlySet<string>) {
  const { db } = stored;
  const links = privateLinks(keys);
  const made = (await db.select().from(offers)).map((offer) => ({
    ...offer,
    link: `/offer/${offerTokenOf(links, offer.id, offer.linkKid)}/`,
  }));
  const mailed = await new OfferMails(outbox).read();
  const wrong = made.filter(({ link, channel, status }) => {
    const messages = mailed.filter((each) => each === link).length;
    if (channel === "call") return messages !== 0;
    // The hour may be gone before its message was sent.
    return status === "withdrawn" ? messages > 1 : messages !== 1;
  });
  expect(
    wrong.map(({ id, channel, status }) => ({ id, channel, status })),
    "offers without exactly one message or call",
  ).toEqual([]);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made.map(({ status }) => status)).size, "kinds of ends").toBeGreaterThan(2);

  const standing = await db.select().from(bookings).where(ne(bookings.state, "cancelled"));
  expect(new Set(standing.map(({ slotId }) => slotId)).size, "one booking of an hour").toBe(standing.length);
  const accepted = made.filter(({ status }) => status === "accepted");
  expect(standing.map(({ offerId }) => offerId).sort()).toEqual(accepted.map(({ id }) => id).sort());
  const acceptedLinks = accepted.map(({ link }) => link);
  expect([...taken].filter((link) => !acceptedLinks.includes(link))).toEqual([]);

  const people = accepted.map(({ waitlistRequestId }) => waitlistRequestId);
  const closed = await db.select().from(waitlistRequests).where(inArray(waitlistRequests.id, people));
  expect(closed.map(({ closedReason }) => closedReason)).toEqual(people.map(() => "booked"));
  const confirmed = await db
    .select({ requestId: mails.waitlistRequestId })
    .from(mails)
    .where(and(eq(mails.kind, "booking"), isNotNull(mails.sentAt)));
  const byMail = accepted.filter(({ channel }) => channel !== "call").map((offer) => offer.waitlistRequestId);
  expect(
    confirmed
      .map(({ requestId }) => requestId ?? "")
      .filter((id) => byMail.includes(id))
      .sort(),
  ).toEqual(byMail.sort());

  const told = (name: "waitlist_offer_sent" | "waitlist_offer_accepted") =>
    db.$count(analyticsEvents, eq(analyticsEvents.eventName, name));
  expect(await told("waitlist_offer_sent")).toBe(made.length);
  expect(await told("waitlist_offer_accepted")).toBe(accepted.length);
  const late = and(
    isNull(slotFillings.endedAt),
    or(isNull(slotFillings.wakesAt), lte(slotFillings.wakesAt, new Date())),
  );
  expect(await db.$count(slotFillings, late), "fillings that stand still").toBe(0);
  expect((await jobs(stored)).filter(({ state }) => state === "failed")).toEqual([]);
}
