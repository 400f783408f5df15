import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_DETAILS } from "#app/copy/legal/practice.ts";
import { documentText, type LegalDetails, markOfDetails } from "#app/domain/practice/documents.ts";
import { publishedConsents, sha256Of } from "#app/infrastructure/practice/documents.ts";
import { documentVersions } from "#app/infrastructure/tables/practice.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { documentTemplates } from "#app/wiring/documents.server.ts";
import { practiceOf } from "#app/wiring/practice.server.ts";

const OWN: LegalDetails = {
  operator: "ИП Волкова Анна Сергеевна",
  taxNumber: "ИНН 770000000000",
  address: "Москва, улица Примерная, 1",
  contact: "data@practice.example",
};
const OPERATOR =
  "ИП Волкова Анна Сергеевна, ИНН 770000000000, адрес: Москва, улица Примерная, 1, связь: data@practice.example";

describe.each(DATABASES)("the practice's documents on $name", ({ open }) => {
  let list: TestWaitlist;
  let practice: ReturnType<typeof practiceOf>;
  let owner: Awaited<ReturnType<typeof addOperator>>;
  const practiceMemory = { refresh: vi.fn(async () => undefined) };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    practice = practiceOf({ ...list, templates: documentTemplates(["telegram"]), practiceMemory });
    owner = await addOperator(list.connection);
  });
  afterAll(() => list.close());

  const publish = async (details: LegalDetails, seen?: string) =>
    practice.publishDocuments.execute({
      operatorId: owner.id,
      details,
      seen: seen ?? markOfDetails((await practice.getDocuments.execute()).details),
    });
  const newest = () => list.database.transaction(({ documents }) => documents.newest("t"));
  const rows = () => list.db.select().from(documentVersions);

  it("are the built-in ones until the owner publishes their own, for all messengers", async () => {
    expect((await practice.getDocuments.execute()).details).toEqual(DEMO_DETAILS);
    expect(await publish(OWN)).toEqual({ status: "published" });
    expect(practiceMemory.refresh).toHaveBeenCalled();
    const stored = await rows();
    expect(stored).toHaveLength(12);
    for (const { title, paragraphs, sha256 } of stored) {
      expect(JSON.stringify(paragraphs)).toContain(OPERATOR);
      expect(sha256).toBe(sha256Of(documentText({ title, paragraphs: Array.isArray(paragraphs) ? paragraphs : [] })));
    }
    expect((await newest()).privacy?.version).toBe("2026-11-23-t");
    expect(await publishedConsents(list.db)).toHaveLength(8);
  });

  it("get another version for other details, and the earlier one stays as it was", async () => {
    const before = await practice.getDocuments.version("privacy", "2026-11-23-t");
    expect(await publish({ ...OWN, contact: "" })).toEqual({ status: "published" });
    expect((await newest()).privacy?.version).toBe("2026-11-23-t-b");
    expect(await practice.getDocuments.version("privacy", "2026-11-23-t")).toEqual(before);
    expect(await practice.getDocuments.version("privacy", "2026-11-29")).toMatchObject({ version: "2026-11-29" });
    expect(await practice.getDocuments.version("privacy", "2026-11-22")).toBeNull();
    expect(await practice.getDocuments.version("price-list", "2026-11-23-t")).toBeNull();
  });

  it("are not published twice, nor over somebody else's publication", async () => {
    const { details } = await practice.getDocuments.execute();
    expect(await publish(details)).toEqual({ status: "unchanged" });
    expect(await publish(OWN, markOfDetails(DEMO_DETAILS))).toMatchObject({
      status: "changed-meanwhile",
      by: { action: "documents_published", operatorEmail: owner.email },
    });
    expect(await rows()).toHaveLength(24);
    const audited = await list.db.select().from(deskAudit).where(eq(deskAudit.operatorId, owner.id));
    expect(audited.map(({ action, details }) => [action, details])).toEqual([
      ["documents_published", {}],
      ["documents_published", {}],
    ]);
  });

  it("are refused to change or go by the database itself", async () => {
    const refused = async (work: PromiseLike<unknown>) => {
      const error = await Promise.resolve(work).then(
        () => null,
        (error: unknown) => error,
      );
      expect(String(error instanceof Error ? error.cause : error)).toContain("append-only");
    };
    await refused(list.db.update(documentVersions).set({ title: "Другое" }));
    await refused(list.db.delete(documentVersions));
    expect(await rows()).toHaveLength(24);
  });
});
