CREATE TABLE "document_versions" (
	"slug" text NOT NULL,
	"version" text NOT NULL,
	"messengers" text NOT NULL,
	"title" text NOT NULL,
	"paragraphs" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_versions_slug_version_pk" PRIMARY KEY("slug","version"),
	CONSTRAINT "document_versions_sha256" CHECK ("document_versions"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "practice_settings" ADD COLUMN "legal" jsonb;--> statement-breakpoint
CREATE INDEX "document_versions_newest" ON "document_versions" USING btree ("messengers","slug","published_at");--> statement-breakpoint
-- Consents point to these texts: they never change, also not by hand.
CREATE TRIGGER "document_versions_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "document_versions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "document_versions_notify_practice" AFTER INSERT ON "document_versions" FOR EACH STATEMENT EXECUTE FUNCTION "notify_practice"();
