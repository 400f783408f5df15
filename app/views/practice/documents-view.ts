import { addresses } from "#app/addresses.ts";
import type { PublishedDocuments } from "#app/application/practice/get-documents.ts";
import { documentsCopy as words } from "#app/copy/desk-documents.ts";
import { DOCUMENT_SLUGS, type LegalDetails, markOfDetails } from "#app/domain/practice/documents.ts";
import { datedMomentLabel } from "../dates.ts";

type Values = Record<"operator" | "tax_number" | "address" | "contact", string>;
/** A publication, with the address of each of its texts. */
type Edition = { version: string; label: string; links: { href: string; name: string }[] };

export type DocumentsView = { seen: string; values: Values; editions: Edition[] };

const valuesOf = ({ operator, taxNumber, address, contact }: LegalDetails): Values => ({
  operator,
  tax_number: taxNumber,
  address,
  contact,
});

/** The documents for their owner: who answers for the data, and every version that was published. */
export function documentsView({ details, published, timeZone }: PublishedDocuments): DocumentsView {
  return {
    seen: markOfDetails(details),
    values: valuesOf(details),
    editions: published.map(({ version, at }) => ({
      version,
      label: words.inForce.published(datedMomentLabel(at, timeZone)),
      links: DOCUMENT_SLUGS.map((slug) => ({
        href: addresses.legalVersion(slug, version),
        name: words.inForce.names[slug],
      })),
    })),
  };
}
