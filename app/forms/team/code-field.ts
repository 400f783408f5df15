import { z } from "zod";
import { readRecoveryCode } from "#app/domain/team/recovery-code.ts";

const SIX_DIGITS = /^\d{6}$/;
const withoutSpaces = (typed: string) => typed.replace(/\s/g, "");

/** An app's six digits as typed or pasted: apps show them in two halves. */
export function appCode(error: string) {
  return z.string({ error }).transform(withoutSpaces).pipe(z.string().regex(SIX_DIGITS, error));
}

/** A recovery code, with or without its dashes. */
export function recoveryCode(error: string) {
  return z.string({ error }).transform((typed, context) => {
    const code = readRecoveryCode(typed);
    if (code !== null) return code;
    context.addIssue({ code: "custom", message: error });
    return z.NEVER;
  });
}

/** Either of the two. */
export function anyCode(error: string) {
  return z.union([appCode(error), recoveryCode(error)], { error });
}
