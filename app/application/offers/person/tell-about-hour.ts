import { addresses } from "#app/addresses.ts";
import type { Occasion } from "#app/application/mail/decide-mail.ts";
import { leaveToCall } from "#app/application/mail/leave-to-call.ts";
import { privateLinkDraft } from "#app/application/mail/private-link-draft.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { JobPayloads } from "#app/application/ports/jobs.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";
import type { ChatHour, ChatNote } from "#app/domain/chat/chat-message.ts";
import type { MailKind } from "#app/domain/mail/mail.ts";
import type { BookingNews } from "#app/domain/offers/hour-news.ts";
import { type OwnBooking, ownBooking } from "./own-booking.ts";
import { tellInOpenChat } from "./tell-in-open-chat.ts";

type Parts = OfferParts & { database: Database; sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };
type News = JobPayloads["tell-about-hour"];
type Told = { requestId: string; occasion: string; startsAt: string };

/** A person without a written channel got the offer of an hour by a call only, and saw on the page what they asked for. */
const IS_CALLED: Record<Exclude<News["about"], BookingNews>, boolean> = {
  cancelled: true,
  asked_declined: true,
  asked_other: true,
  asked_lapsed: true,
  lost_round: false,
  gone: false,
  withdrawn: false,
  asked: false,
};

/** Tells a person by mail or in their chat of a change to an hour that they were offered, asked for or booked. Idempotent. */
export class TellAboutHourUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(news: News, attempt: Attempt): Promise<void> {
    const { about, bookingId } = news;
    switch (about) {
      case "booked":
      case "moved":
        return bookingId ? this.#tellBooking({ ...news, about, bookingId }, attempt) : undefined;
      default:
        return this.#tellNews({ ...news, about }, attempt);
    }
  }

  async #tellBooking(news: News & { about: BookingNews; bookingId: string }, attempt: Attempt): Promise<void> {
    const { database, sendMail, renderer, origin, clock } = this.#parts;
    const { requestId, about, bookingId } = news;
    const booking = await database.transaction((repositories) =>
      standing(repositories, { requestId, bookingId, now: clock() }),
    );
    const [first] = booking?.hours ?? [];
    if (!booking || !first) return;
    // The booking was moved again: the job of that move tells the person.
    const own = booking.hours.find((each) => each.bookingId === bookingId);
    if (about === "moved" && own?.startsAt.toISOString() !== news.startsAt) return;
    const hours = booking.hours.map(({ bookingId: uid, startsAt, endsAt }) => ({
      uid,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    }));
    const occasion = [about, bookingId, news.startsAt, ...(news.moveId ? [news.moveId] : [])].join("/");
    const { offerId, cancelUntil } = booking;
    const missing = news.missing ?? [];
    const alsoAt = hours.slice(1).map(({ startsAt }) => startsAt);
    const mail = {
      kind: "booking",
      recurrence: () => occasion,
      props: ({ service, practice }) => ({
        about,
        serviceTitle: service.title,
        format: service.format,
        timeZone: practice.timeZone,
        startsAt: first.startsAt.toISOString(),
        hours,
        missing,
        cancelUntil: booking.cancelUntil.toISOString(),
        ...versionOf(booking, about, clock()),
      }),
    } satisfies Occasion<"booking">;
    const call = about === "moved" || booking.asked ? mail : null;
    await this.#chat({ requestId, occasion, startsAt: first.startsAt.toISOString(), call }, (hour) => ({
      about: "hour-booked",
      news: about,
      requestId,
      offerId,
      hour: { ...hour, alsoAt },
      missing,
      cancelUntil: cancelUntil.toISOString(),
    }));
    await sendMail.execute(
      { ...mail, requestId, attempt },
      (request) => request.preferredContactMethod === "email",
      async ({ props }, { waitlistRequests, offers }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        const ownToken = await waitlistRequests.linkTokenOf(requestId);
        if (!contact || !ownToken) return null;
        const offerToken = booking.offerId && (await offers.linkTokenOf(booking.offerId));
        const own = `${origin}${addresses.request(ownToken)}`;
        const href = offerToken ? `${origin}${addresses.offer(offerToken)}` : own;
        return async () => ({
          ...(await renderer.booking({ ...props, href, origin })),
          to: contact.value,
          unsubscribeUrl: own,
        });
      },
    );
  }

  /** `call`: what an operator is to tell where nobody can write; `null`: the person knows it already. */
  async #chat<Kind extends MailKind>(
    { requestId, occasion, startsAt, call }: Told & { call: Occasion<Kind> | null },
    noteOf: (hour: ChatHour) => ChatNote,
  ) {
    await this.#parts.database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.find(requestId);
      if (!request || request.preferredContactMethod === "email") return;
      const { service, practice } = await repositories.practice.serviceOf(request.serviceId);
      const { title: serviceTitle, format } = service;
      const note = noteOf({ serviceTitle, format, timeZone: practice.timeZone, startsAt, alsoAt: [] });
      const told = { requestId, about: "hour_news", occasion, note } as const;
      if ((await tellInOpenChat(repositories, this.#parts, told)) || call === null) return;
      await leaveToCall(repositories, request, call, this.#parts);
    });
  }

  async #tellNews(news: News & { about: Exclude<News["about"], BookingNews> }, attempt: Attempt): Promise<void> {
    const { database, sendMail, renderer, origin } = this.#parts;
    const { requestId, about, startsAt, bookingId } = news;
    const until = await database.transaction(({ bookings }) => askedUntilOf(bookings, news));
    if (about === "asked" && until === null) return;
    const occasion = [about, ...(bookingId ? [bookingId] : []), startsAt].join("/");
    const mail = {
      kind: "hour_news",
      recurrence: () => occasion,
      props: ({ service, practice }) => ({
        about,
        serviceTitle: service.title,
        startsAt,
        timeZone: practice.timeZone,
        until,
      }),
    } satisfies Occasion<"hour_news">;
    const call = IS_CALLED[about] ? mail : null;
    const noteOf = (hour: ChatHour): ChatNote => ({ about: "hour-news", news: about, hour, until });
    await this.#chat({ requestId, occasion, startsAt, call }, noteOf);
    await sendMail.execute(
      { ...mail, requestId, attempt },
      (request) => request.preferredContactMethod === "email",
      privateLinkDraft<"hour_news">(origin, (props) => renderer.hourNews(props)),
    );
  }
}

/** Until when the asked hour is held; `null`: the news are of another kind, or the practice has answered. ISO 8601, UTC. */
async function askedUntilOf({ find }: Repositories["bookings"], { about, bookingId }: News): Promise<string | null> {
  const booking = about === "asked" && bookingId ? await find(bookingId) : null;
  return booking?.state === "asked" ? (booking.askedUntil?.toISOString() ?? null) : null;
}

/** The booking with the others of the same offer, and whether the practice confirmed what the person asked for; `null`: it was cancelled or moved. */
async function standing(
  repositories: Repositories,
  { requestId, bookingId, now }: { requestId: string; bookingId: string; now: Date },
): Promise<(OwnBooking & { asked: boolean }) | null> {
  const booking = await repositories.bookings.find(bookingId);
  if (booking?.state !== "booked") return null;
  const { offerId } = booking;
  const own = await ownBooking(repositories, requestId, now, (each) =>
    offerId === null ? each.id === bookingId : each.offerId === offerId,
  );
  return own && { ...own, asked: booking.askedUntil !== null };
}

/** Of the calendar file: a moved hour has a higher sequence than all files before (RFC 5545, 3.8.7.4). */
export function versionOf({ bookedAt }: Pick<OwnBooking, "bookedAt">, about: BookingNews, now: Date) {
  if (about === "booked") return { stamp: bookedAt.toISOString(), sequence: 0 };
  return { stamp: now.toISOString(), sequence: Math.ceil((now.getTime() - bookedAt.getTime()) / 1000) };
}
