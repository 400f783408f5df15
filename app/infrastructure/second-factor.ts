import { hkdfSync } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { SecondFactor } from "#app/application/desk/ports.ts";
import { copy } from "#app/copy/ru.ts";
import type { Operator } from "#app/domain/operator.ts";

/** RFC 4226, section 4: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
const SIX_DIGITS = /^\d{6}$/;

/** Secrets are derived from the link key and kept nowhere: a copy of the database opens no door. */
export function secondFactor(linkKey: Uint8Array): SecondFactor & { now(operator: Operator, version: number): string } {
  function totpOf({ id, email }: Operator, version: number) {
    const bytes = hkdfSync("sha256", linkKey, "", `desk-totp/${id}/${version}`, SECRET_BYTES);
    return new TOTP({
      issuer: copy.practice,
      label: email,
      secret: new Secret({ buffer: bytes }),
      period: PERIOD_SECONDS,
    });
  }

  return {
    secret(operator, version) {
      const totp = totpOf(operator, version);
      return { base32: totp.secret.base32, address: totp.toString() };
    },
    stepOf(code, operator, version, now) {
      if (!SIX_DIGITS.test(code)) return null;
      const totp = totpOf(operator, version);
      const present = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
      // The step before as well, for the time that a code takes to be typed and sent (RFC 6238, 5.2).
      const isOf = (step: number) =>
        totp.validate({ token: code, timestamp: step * PERIOD_SECONDS * 1000, window: 0 }) !== null;
      return [present, present - 1].find(isOf) ?? null;
    },
    /** The code of this moment, for the demo's operator. */
    now: (operator, version) => totpOf(operator, version).generate(),
  };
}
