import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { DOCUMENT_SLUGS } from "#app/domain/practice/documents.ts";
import { moment } from "./columns.ts";

/** Documents that the owner published. The database refuses to change or delete them. */
export const documentVersions = pgTable(
  "document_versions",
  {
    slug: text({ enum: DOCUMENT_SLUGS }).notNull(),
    version: text().notNull(),
    /** The messengers that the text names. */
    messengers: text().notNull(),
    title: text().notNull(),
    paragraphs: jsonb().notNull(),
    sha256: text().notNull(),
    publishedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.slug, t.version] }),
    index("document_versions_newest").on(t.messengers, t.slug, t.publishedAt),
    check("document_versions_sha256", sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
