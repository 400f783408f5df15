import { z } from "zod";
import { readRecoveryCode } from "#app/domain/team/recovery-code.ts";

const SIX_DIGITS = /^\d{6}$/;
const withoutSpaces = (typed: string) => typed.replace(/\s/g, "");

/** The six digits of an app, as people type and paste them: apps show them in two halves. */
export function appCode(error: string) {
  return z.string({ error }).transform(withoutSpaces).pipe(z.string().regex(SIX_DIGITS, error));
}

/** A recovery code, with its dashes or without. */
export function recoveryCode(error: string) {
  return z.string({ error }).transform((typed, context) => {
    const code = readRecoveryCode(typed);
    if (code !== null) return code;
    context.addIssue({ code: "custom", message: error });
    return z.NEVER;
  });
}

/** Whichever of both was typed. */
export function anyCode(error: string) {
  return z.union([appCode(error), recoveryCode(error)], { error });
}
