import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "#app/application/ports/database.ts";
import { MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { ConfirmRequestUseCase } from "#app/application/waitlist/confirm-request.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { type LinkMaker, privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { revokeLinks } from "#app/infrastructure/keys/revoke-links.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addService, NO_CEILINGS, submission, testKeys } from "#app/testing/practice.ts";
import { SendMailUseCase } from "./send-mail.ts";

const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;

describe.each(DATABASES)("the mails of a request on $name", ({ open }) => {
  let test: TestDatabase;
  let database: Database;
  let accepted: OutgoingMail[] = [];
  let answer: (mail: OutgoingMail) => Promise<void> = async () => undefined;
  const keys = testKeys();
  const links = privateLinks(keys.link);
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  const sender = {
    async send(mail: OutgoingMail) {
      await answer(mail);
      accepted.push(mail);
    },
  };
  const parts = () => ({
    sendMail: new SendMailUseCase({ database, sender, ceilings: NO_CEILINGS, ids, clock }),
    renderer: mailRenderer,
    origin: "https://practice.example",
  });
  const confirm = (requestId: string, jobId = "job-1", last = false) =>
    new ConfirmRequestUseCase(parts()).execute({ requestId }, { jobId, last });

  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
  });
  afterAll(() => test.drop());
  beforeEach(() => {
    database = databaseWith(links);
    accepted = [];
    answer = async () => undefined;
  });

  function databaseWith(links: LinkMaker): Database {
    const parts = { cipher: new ContactCipher(keys), links, enqueue: async () => undefined, ready: () => true };
    return transactionalDatabase(test.connection.db, parts);
  }
  const tokenIn = (mail: OutgoingMail | undefined) => /\/waitlist\/([\w-]{22})\//.exec(mail?.text ?? "")?.[1] ?? "";
  async function tokenHashOf(id: string) {
    const { linkTokenHash: hash } = waitlistRequests;
    const own = eq(waitlistRequests.id, id);
    const [row] = await test.connection.db.select({ hash }).from(waitlistRequests).where(own);
    return row?.hash;
  }

  async function request(overrides: Partial<Parameters<CreateWaitlistRequestUseCase["execute"]>[0]> = {}) {
    const service = await addService(test.connection);
    const createOrUpdateLead = new CreateOrUpdateLeadUseCase({ ids, clock });
    const create = new CreateWaitlistRequestUseCase({ database, createOrUpdateLead, documents, ids, clock });
    await create.execute(submission(service.slug, `${service.slug}@example.org`, overrides));
    const [row] = await test.connection.db
      .select()
      .from(waitlistRequests)
      .where(eq(waitlistRequests.serviceId, service.id));
    if (!row) throw new Error("no request was made");
    return { ...row, service, address: `${service.slug}@example.org` };
  }

  it("a confirmation is sent once to the address, with a link that opens the request", async () => {
    const { id, address } = await request();
    await Promise.all([confirm(id, "a"), confirm(id, "b"), confirm(id, "c")]);
    await confirm(id, "d");
    expect(accepted.map(({ to }) => to)).toEqual([address]);
    expect(links.hash(tokenIn(accepted[0]))).toBe(await tokenHashOf(id));
  });

  it("none is sent to a phone, a suspect, or a person who left meanwhile", async () => {
    const phone = parseContact("phone", "8 916 123-45-67");
    if (!phone.ok) throw new Error(phone.problem.reason);
    await confirm((await request({ contact: phone.contact })).id);
    await confirm((await request({ suspect: true })).id);
    const left = await request();
    const gone = { status: "closed", closedReason: "withdrawn", closedAt: clock() } as const;
    await test.connection.db.update(waitlistRequests).set(gone).where(eq(waitlistRequests.id, left.id));
    await confirm(left.id);
    expect(accepted).toEqual([]);
  });

  it("a retryable failure fails its job; the next attempt sends the same bytes and id", async () => {
    const { id } = await request();
    const tried: OutgoingMail[] = [];
    answer = async (mail) => {
      tried.push(mail);
      if (tried.length === 1) throw new MailError("resend-500", "retryable");
    };
    await expect(confirm(id)).rejects.toThrow("resend-500");
    await test.connection.db
      .update(waitlistRequests)
      .set({ preferredTimeWindow: "weekend" })
      .where(eq(waitlistRequests.id, id));
    await confirm(id);
    expect(tried).toHaveLength(2);
    expect(tried[1]).toEqual(tried[0]);
    expect(accepted).toHaveLength(1);
  });

  it("a retry under a new link key has the same bytes; after a revocation the new link", async () => {
    const { id } = await request();
    const tried: OutgoingMail[] = [];
    answer = async (mail) => {
      tried.push(mail);
      if (tried.length < 3) throw new MailError("resend-500", "retryable");
    };
    await expect(confirm(id)).rejects.toThrow("resend-500");
    const newer = privateLinks([{ ...testKeys().link[0], kid: "l2" }, ...keys.link]);
    database = databaseWith(newer);
    await expect(confirm(id)).rejects.toThrow("resend-500");
    expect(tried[1]).toEqual(tried[0]);
    expect(await revokeLinks(test.connection.db, newer, "l1")).toBeGreaterThan(0);
    await confirm(id);
    expect(accepted[0]?.text).not.toBe(tried[0]?.text);
    expect(newer.hash(tokenIn(accepted[0]))).toBe(await tokenHashOf(id));
  });

  it("a permanent failure is given up and shown to the operator, without the address", async () => {
    const { id, address } = await request();
    answer = async () => {
      throw new MailError("smtp-550", "recipient");
    };
    await confirm(id);
    const [mail] = await test.connection.db.select().from(mails).where(eq(mails.waitlistRequestId, id));
    expect(mail).toMatchObject({ errorCode: "smtp-550", sentAt: null });
    expect(mail?.failedAt).toEqual(clock());
    expect(JSON.stringify(mail)).not.toContain(address);
  });
});
