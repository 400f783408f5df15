import { PGlite } from "@electric-sql/pglite";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CreateOrUpdateLeadUseCase } from "#app/application/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/create-waitlist-request.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { type Connection, overPglite } from "./database.ts";
import { Jobs } from "./jobs.ts";
import { createLogger } from "./logger.ts";
import { privateLinks } from "./private-links.ts";
import { transactionalDatabase } from "./repositories.ts";
import { addService, submission, testKeys } from "./testing/practice.ts";

const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;

/** The database, writing down the text of every statement of a transaction; what the job queue does beside it is its own. */
function recorded<Target extends object>(target: Target, statements: string[], inside = false): Target {
  return new Proxy(target, {
    get(of, name) {
      const member: unknown = Reflect.get(of, name, of);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        const [first] = given;
        if (inside && (name === "query" || name === "exec") && typeof first === "string") statements.push(first);
        if (name === "transaction" && typeof first === "function") {
          given[0] = (inner: object) => Reflect.apply(first, undefined, [recorded(inner, statements, true)]);
        }
        return Reflect.apply(member, of, given);
      };
    },
  });
}

describe("nobody learns from an answer who is on the list", () => {
  const statements: string[] = [];
  const keys = testKeys();
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  let connection: Connection;
  let jobs: Jobs;
  let create: CreateWaitlistRequestUseCase;
  let slug = "";

  beforeAll(async () => {
    connection = await overPglite(recorded(await PGlite.create(), statements));
    await connection.migrate();
    jobs = new Jobs(connection.jobs, createLogger("silent"));
    await jobs.start();
    const database = transactionalDatabase(connection.db, {
      cipher: new ContactCipher(keys),
      links: privateLinks(keys.link),
      enqueue: (db, list) => jobs.enqueue(db, list),
      ready: () => true,
    });
    const createOrUpdateLead = new CreateOrUpdateLeadUseCase({ ids, clock });
    create = new CreateWaitlistRequestUseCase({ database, createOrUpdateLead, documents, ids, clock });
    slug = (await addService(connection)).slug;
  });
  afterAll(async () => {
    await jobs.stop();
    await connection.close();
  });

  async function sent(email: string, overrides: Parameters<typeof submission>[2] = {}) {
    statements.length = 0;
    const outcome = await create.execute(submission(slug, email, overrides));
    return { outcome, statements: [...statements] };
  }

  it("a new, a repeated, a withdrawn and a suspect request have one answer and one sequence of statements", async () => {
    const fresh = await sent("new@example.org");
    expect(fresh.statements.length).toBeGreaterThan(8);
    expect(await sent("new@example.org")).toEqual(fresh);
    expect(await sent("new@example.org", { preferredTimeWindow: "weekend" })).toEqual(fresh);
    await connection.run(
      "update waitlist_requests set status = 'closed', closed_reason = 'withdrawn', closed_at = now() where quarantined_at is null",
    );
    expect(await sent("new@example.org")).toEqual(fresh);
    expect(await sent("robot@example.org", { suspect: true })).toEqual(fresh);
    expect(await sent("new@example.org", { suspect: true })).toEqual(fresh);
  });
});
