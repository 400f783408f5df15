import { z } from "zod";
import { ACTS_WITH_CODE, OPERATOR_ROLES } from "#app/domain/team/operator.ts";

/** Fields of the page that asks for the code again; no act has fields with these names. */
export const CODE_FIELDS = ["confirm_code", "confirm_recovery"] as const;
export type CodeField = (typeof CODE_FIELDS)[number];

/** An act that waits for the code: its address and its typed fields. */
export const codeAsked = z.object({
  asks: z.literal("code"),
  act: z.enum(ACTS_WITH_CODE),
  to: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  operator: z.object({ id: z.string(), email: z.string(), role: z.enum(OPERATOR_ROLES) }),
  problem: z.object({ field: z.enum(CODE_FIELDS), message: z.string() }).nullable(),
});
export type CodeAsked = z.output<typeof codeAsked>;
