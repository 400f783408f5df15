-- A restore empties every table of a new database first, which deletes no row of this one.
DROP TRIGGER "document_versions_kept" ON "document_versions";--> statement-breakpoint
CREATE TRIGGER "document_versions_append_only" BEFORE UPDATE OR TRUNCATE ON "document_versions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "document_versions_kept" BEFORE DELETE ON "document_versions" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
