import { z } from "zod";
import { documentsCopy } from "#app/copy/desk-documents.ts";
import type { LegalDetails } from "#app/domain/practice/documents.ts";

const words = documentsCopy.errors;
/** One line: spaces and line breaks inside are one space. */
const line = (error: string, min: number, max: number) =>
  z
    .string({ error })
    .default("")
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .refine(({ length }) => length >= min && length <= max, error);
const mark = z.string({ error: words.unreadable }).max(4_000, words.unreadable);

/** Who answers for the data. `seen`: the mark of what is stored; `shown`: of what the owner has read as documents. */
export const documentsForm = z.object({
  intent: z.enum(["preview", "publish"], { error: words.unreadable }),
  seen: mark,
  shown: mark.optional(),
  operator: line(words.operator, 3, 200),
  tax_number: line(words.tax_number, 0, 60),
  address: line(words.address, 0, 200),
  contact: line(words.contact, 0, 120),
});

/** The answers in domain terms. */
export const detailsOf = ({
  operator,
  tax_number: taxNumber,
  address,
  contact,
}: z.output<typeof documentsForm>): LegalDetails => ({ operator, taxNumber, address, contact });
