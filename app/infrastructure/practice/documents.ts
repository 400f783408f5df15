import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { DocumentRepository } from "#app/application/ports/privacy.ts";
import { DEMO_DETAILS } from "#app/copy/legal/practice.ts";
import { CONSENT_TYPES, type ConsentDocument } from "#app/domain/consent.ts";
import {
  consentSlugs,
  DOCUMENT_SLUGS,
  type DocumentSlug,
  type DocumentVersion,
  documentText,
  type LegalDetails,
  type LegalSection,
} from "#app/domain/practice/documents.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";
import { documentVersions } from "#app/infrastructure/tables/practice.ts";
import { practiceSettings } from "#app/infrastructure/tables/timetable.ts";

const section: ShapeOf<LegalSection> = z.object({ heading: z.string(), text: z.string() });
const details: ShapeOf<LegalDetails> = z.object({
  operator: z.string(),
  taxNumber: z.string(),
  address: z.string(),
  contact: z.string(),
});

type Row = Pick<typeof documentVersions.$inferSelect, "slug" | "version" | "title" | "paragraphs">;
const columns = {
  slug: documentVersions.slug,
  version: documentVersions.version,
  title: documentVersions.title,
  paragraphs: documentVersions.paragraphs,
};

function versionOf({ slug, version, title, paragraphs }: Row): DocumentVersion {
  const at = { table: "document_versions", column: "paragraphs", id: `${slug} ${version}` };
  return { version, title, paragraphs: readStored(z.array(section), paragraphs, at) };
}

export const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");

export function documentRepository(db: Db): DocumentRepository {
  return {
    async details() {
      const [row] = await db.select({ legal: practiceSettings.legal }).from(practiceSettings);
      if (!row) throw new Error("practice_settings has no row");
      if (row.legal === null) return DEMO_DETAILS;
      return readStored(details, row.legal, { table: "practice_settings", column: "legal", id: "1" });
    },

    async newest(messengers) {
      const rows = await db
        .selectDistinctOn([documentVersions.slug], columns)
        .from(documentVersions)
        .where(eq(documentVersions.messengers, messengers))
        .orderBy(documentVersions.slug, desc(documentVersions.publishedAt), desc(documentVersions.version));
      return Object.fromEntries(rows.map((row) => [row.slug, versionOf(row)]));
    },

    async history(messengers) {
      const { version, publishedAt: at } = documentVersions;
      const rows = await db
        .selectDistinct({ version, at })
        .from(documentVersions)
        .where(eq(documentVersions.messengers, messengers))
        .orderBy(desc(at), desc(version));
      return rows;
    },

    async versionNames() {
      const rows = await db.selectDistinct({ version: documentVersions.version }).from(documentVersions);
      return rows.map(({ version }) => version);
    },

    async find(slug, version) {
      const known = DOCUMENT_SLUGS.find((each) => each === slug);
      if (known === undefined) return null;
      const [row] = await db
        .select(columns)
        .from(documentVersions)
        .where(and(eq(documentVersions.slug, known), eq(documentVersions.version, version)));
      return row ? versionOf(row) : null;
    },

    async publish(legal, versions, publishedAt) {
      await db.insert(documentVersions).values(
        versions.map(({ slug, version, title, paragraphs, messengers }) => ({
          ...{ slug, version, title, paragraphs, messengers, publishedAt },
          sha256: sha256Of(documentText({ title, paragraphs })),
        })),
      );
      await db.update(practiceSettings).set({ legal });
    },
  };
}

/** A version that the owner published. */
export type PublishedDocument = DocumentVersion & { slug: DocumentSlug; publishedAt: Date };

/** The published versions that name these messengers, newest first. */
export async function publishedDocuments(db: Db, messengers: string): Promise<PublishedDocument[]> {
  const rows = await db
    .select({ ...columns, publishedAt: documentVersions.publishedAt })
    .from(documentVersions)
    .where(eq(documentVersions.messengers, messengers))
    .orderBy(desc(documentVersions.publishedAt), desc(documentVersions.version));
  return rows.map((row) => ({ ...versionOf(row), slug: row.slug, publishedAt: row.publishedAt }));
}

/** The published consents, by the fingerprint of the text that is stored now. */
export async function publishedConsents(db: Db): Promise<ConsentDocument[]> {
  const rows = await db.select(columns).from(documentVersions);
  return CONSENT_TYPES.flatMap((type) =>
    rows
      .filter(({ slug }) => slug === consentSlugs[type])
      .map((row) => ({ type, version: row.version, sha256: sha256Of(documentText(versionOf(row))) })),
  );
}
