import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { type Contact, type ContactMethod, type ContactProblem, parseContact } from "#app/domain/contact/contact.ts";

type Words = { missing: string; tooLong: string; malformed: string };
const WORDS: Record<ContactMethod, Words> = copy.errors;
const wordsFor = (words: Words, problem: ContactProblem): string =>
  ({ missing: words.missing, "too-long": words.tooLong, malformed: words.malformed })[problem];

/** What a person typed for one method, read as a contact. */
export function contactField(method: ContactMethod) {
  const words = WORDS[method];
  return z
    .string({ error: (issue) => (issue.input === undefined ? words.missing : copy.errors.duplicateField) })
    .transform((typed, context): Contact => {
      const parsed = parseContact(method, typed);
      if (parsed.ok) return parsed.contact;
      context.addIssue({ code: "custom", message: wordsFor(words, parsed.problem) });
      return z.NEVER;
    });
}
