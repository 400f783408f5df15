import { randomInt } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { deskCookie } from "#app/http/desk/desk-cookie.server.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { addOperator, addSession } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { application, form, plainSpaces, send } from "../http.ts";
import { expect } from "../practice.ts";
import { OFFER_SUBJECT } from "./offers.ts";

const HOUR = 3_600_000;
/** Offered to one person, to three at once, and to one with a day to answer. */
const DAYS_AHEAD = [4, 2, 8];
const PEOPLE = 6;

/** A service, its free hours, and who waits for them. */
export type CrashWorld = { slug: string; slotIds: string[]; cookie: string };

/** What a round needs before the app starts. The hours of earlier rounds are put off, each round's to days of their own. */
export async function crashWorld(connection: Connection, origin: string, round: number): Promise<CrashWorld> {
  await connection.run(
    "update availability_slots set starts_at = starts_at + $1::interval, ends_at = ends_at + $1::interval where starts_at < now() + interval '60 days'",
    [`${(round + 5) * 20} days`],
  );
  const service = await addService(connection);
  const slotIds: string[] = [];
  for (const days of DAYS_AHEAD) {
    const startsAt = new Date(Date.now() + days * 24 * HOUR);
    slotIds.push((await addSlot(connection, service.id, startsAt)).id);
  }
  const operator = await addOperator(connection);
  const [cookie = ""] = (await deskCookie(origin, await addSession(connection, operator.id))).split(";");
  return { slug: service.slug, slotIds, cookie };
}

/** What happened in a round so far, of which the test waits for the kill. */
export const MOMENTS = ["start sent", "started", "mailed", "answer sent", "answered", "ended"] as const;
export type Moment = (typeof MOMENTS)[number];

const OFFER = /\/offer\/[\w-]{22}\//;

/** The links of the offers that were mailed, by the name of the mail's file. */
export class OfferMails {
  readonly #outbox: string;
  readonly links = new Map<string, string | null>();

  constructor(outbox: string) {
    this.#outbox = outbox;
  }

  /** Reads the files that came since. */
  async read(): Promise<string[]> {
    const names = (await readdir(this.#outbox).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
    for (const name of names.filter((each) => !this.links.has(each))) {
      const mail: { subject: string; text: string } = JSON.parse(await readFile(path.join(this.#outbox, name), "utf8"));
      const isOffer = plainSpaces(mail.subject) === OFFER_SUBJECT;
      this.links.set(name, isOffer ? (OFFER.exec(mail.text)?.[0] ?? null) : null);
    }
    return [...this.links.values()].filter((link) => link !== null);
  }
}

/** The people and the operator of the rounds, whose requests end when the app is killed. */
export class CrashCrowd {
  readonly #mails: OfferMails;
  /** Links whose press was answered as taken. */
  readonly taken = new Set<string>();
  readonly #answered = new Set<string>();
  happened = new Map<Moment, number>();
  #visitors = 0;
  #gone = false;

  constructor(outbox: string) {
    this.#mails = new OfferMails(outbox);
  }

  #note(moment: Moment) {
    this.happened.set(moment, (this.happened.get(moment) ?? 0) + 1);
  }

  async joins(origin: string, slug: string) {
    for (let nth = 0; nth < PEOPLE; nth += 1) {
      this.#visitors += 1;
      const number = this.#visitors;
      const from = { "X-Forwarded-For": `10.1.${number >> 8}.${number & 255}` };
      const phone = { preferred_contact_method: "phone", contact_phone: `+7916${String(1_000_000 + number)}` };
      const given = { preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on" };
      const { headers, ...rest } =
        nth === 1 ? form({ ...given, ...phone }) : application(`crowd.${number}@example.org`);
      const address = `${origin}/booking/no-slots/?service_slug=${slug}`;
      expect((await send(address, { ...rest, headers: { ...headers, ...from } })).status).toBe(303);
    }
  }

  /** Everybody acts until the app is gone. `moment`: nobody answers while holds are to end. */
  async act(origins: readonly string[], { slotIds, cookie }: CrashWorld, moment: Moment): Promise<void> {
    this.#gone = false;
    this.happened = new Map();
    const [one = "", two = one] = origins;
    await Promise.all([
      this.#starts(one, slotIds, cookie),
      this.#calls(two, cookie),
      ...(moment === "ended" ? [this.#reads(one)] : [this.#answers(one), this.#answers(two)]),
    ]);
  }

  /** The app was killed. */
  stop() {
    this.#gone = true;
  }

  /** `null`: the app went away meanwhile. */
  async #ask(address: string, sending: ReturnType<typeof form> = {}) {
    const answer = await send(address, sending).catch(() => null);
    if (!answer) this.#gone = true;
    return answer;
  }

  async #starts(origin: string, slotIds: string[], cookie: string) {
    for (const slotId of slotIds) {
      const address = `${origin}/desk/offers/${slotId}/`;
      const page = await this.#ask(address, { headers: { Cookie: cookie } });
      const seen = /name="seen" value="([^"]*)"/.exec(page?.body ?? "")?.[1];
      if (seen === undefined) continue;
      this.#note("start sent");
      const { headers, ...rest } = form({ intent: "start", seen });
      const answer = await this.#ask(address, { ...rest, headers: { ...headers, Cookie: cookie, Origin: origin } });
      if (!answer) return;
      expect([303, 409, 503]).toContain(answer.status);
      this.#note("started");
    }
  }

  /** The operator tells the result of each call that is due. */
  async #calls(origin: string, cookie: string) {
    const address = `${origin}/desk/offers/`;
    while (!this.#gone) {
      const page = await this.#ask(address, { headers: { Cookie: cookie } });
      for (const [, offer = ""] of (page?.body ?? "").matchAll(/name="offer" value="([^"]*)"/g)) {
        const intent = randomInt(4) === 0 ? "agreed" : "doesnt_suit";
        const { headers, ...rest } = form({ intent, offer });
        await this.#ask(address, { ...rest, headers: { ...headers, Cookie: cookie, Origin: origin } });
      }
    }
  }

  /** People read their mail and answer; each press is repeated by an impatient finger. */
  async #answers(origin: string) {
    while (!this.#gone) {
      const links = await this.#mails.read();
      if (links.length > this.#answered.size) this.#note("mailed");
      for (const link of links) {
        if (this.#answered.has(link) || this.#gone) continue;
        this.#answered.add(link);
        const intent = randomInt(3) === 0 ? "accept" : "decline";
        this.#note("answer sent");
        const answers = await Promise.all([1, 2].map(() => this.#ask(origin + link, form({ intent }))));
        for (const answer of answers) {
          if (!answer) continue;
          expect([303, 503]).toContain(answer.status);
          if (answer.headers.location?.endsWith("done=accepted")) this.taken.add(link);
          this.#note("answered");
        }
      }
    }
  }

  async #reads(origin: string) {
    while (!this.#gone) {
      await this.#ask(`${origin}/booking/`);
      this.#note("ended");
    }
  }
}
