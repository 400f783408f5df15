import type { ConsentMethod } from "./channel.ts";

export const CONSENT_TYPES = ["personal_data", "communications"] as const;
export type ConsentType = (typeof CONSENT_TYPES)[number];

/** A dated text that a person agrees to. Immutable: new wording is a new version. `sha256` is hex, of the exact text shown. */
export type ConsentDocument = { type: ConsentType; version: string; sha256: string };
export type ConsentDocuments = Record<ConsentType, ConsentDocument>;

/** Evidence that consent was given (152-FZ art. 9 pt 3 puts the burden of proof on the operator). */
export type Consent = ConsentDocument & {
  id: string;
  waitlistRequestId: string;
  grantedAt: Date;
  method: ConsentMethod;
  /** The route's pattern on which it was given, never an address with a token. */
  page: string;
};
