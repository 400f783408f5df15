/** The size of a set. A new set replaces the old one. */
export const RECOVERY_CODES = 10;

/** Crockford's Base32: no letter that looks like a digit. */
export const RECOVERY_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 120 bits. From 112 bits on a plain hash protects a look-up secret (NIST SP 800-63B, section 5.1.2.2). */
export const RECOVERY_CODE_LENGTH = 24;
const GROUP = 4;
const WHOLE = new RegExp(`^[${RECOVERY_ALPHABET}]{${RECOVERY_CODE_LENGTH}}$`);

/** The displayed form: six groups of four. */
export function groupedRecoveryCode(code: string): string {
  return code.match(new RegExp(`.{${GROUP}}`, "g"))?.join("-") ?? code;
}

/** Normalises a typed or pasted code; `null`: not a code. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .replace(/[\s\p{Pd}]/gu, "")
    .toLowerCase()
    .replace(/o/g, "0")
    .replace(/[il]/g, "1");
  return WHOLE.test(code) ? code : null;
}
