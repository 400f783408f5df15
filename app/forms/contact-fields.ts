import { z } from "zod";
import { contactProblem } from "#app/copy/contact.ts";
import { copy } from "#app/copy/ru.ts";
import { type Contact, TYPED_METHODS, type TypedMethod } from "#app/domain/contact/contact.ts";
import type { ContactProblem } from "#app/domain/contact/contact-problem.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { fieldOf, METHOD_FIELD } from "./field-names.ts";

/** A person's text for one method, parsed as a contact. `offered`: the methods that the words may name. */
export function contactField(method: TypedMethod, offered: readonly TypedMethod[] = TYPED_METHODS) {
  const missing = contactProblem(method, { reason: "missing" });
  return z
    .string({ error: (issue) => (issue.input === undefined ? missing : copy.errors.duplicateField) })
    .transform((typed, context): Contact => {
      const parsed = parseContact(method, typed);
      if (parsed.ok) return parsed.contact;
      context.addIssue({ code: "custom", message: contactProblem(method, sayable(parsed.problem, offered)) });
      return z.NEVER;
    });
}

function sayable(problem: ContactProblem, offered: readonly TypedMethod[]): ContactProblem {
  const unsaid = problem.reason === "other-method" && !offered.includes(problem.method);
  return unsaid ? { reason: "malformed" } : problem;
}

/** Without a chosen method, chooses the one whose field is the only filled one. */
export function withChosenMethod(form: FormData): FormData {
  if (form.has(METHOD_FIELD)) return form;
  const filled = TYPED_METHODS.filter((method) => form.getAll(fieldOf(method)).some(isFilled));
  const [only, ...others] = filled;
  if (only && others.length === 0) form.append(METHOD_FIELD, only);
  return form;
}

const isFilled = (value: FormDataEntryValue) => typeof value === "string" && value.trim() !== "";
