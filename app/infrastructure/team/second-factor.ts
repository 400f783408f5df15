import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import { UndecryptableError } from "#app/application/ports/database.ts";
import type { SecondFactor } from "#app/application/ports/team.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { isOfferOver } from "#app/domain/team/second-factor.ts";
import type { CipherPlace, ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";

/** RFC 4226, section 4: at least 128 bits, 160 recommended. */
const SEED_BYTES = 20;
const PERIOD_SECONDS = 30;
const SIX_DIGITS = /^\d{6}$/;

const totpOf = (seed: string, shown: { issuer?: string; label?: string } = {}) =>
  new TOTP({ ...shown, secret: seed, period: PERIOD_SECONDS });
/** The code that an app shows at this moment. */
export const codeAt = (seed: string, now: Date) => totpOf(seed).generate({ timestamp: now.getTime() });

const offered = z.tuple([z.string(), z.iso.datetime()]);
const placeOf = (id: string): CipherPlace => ({ table: "factor_offers", id });

/**
 * An offer is sealed with the operator's id and its time, so that only its recipient can confirm it, and only soon.
 * Apps show the practice's name beside the code.
 */
export function secondFactor(
  cipher: Pick<ContactCipher, "sealText" | "openText">,
  practiceMemory: Pick<PracticeMemory, "about">,
): SecondFactor {
  const shown = (base32: string, email: string, sealed: string) => {
    return { base32, address: totpOf(base32, { issuer: practiceMemory.about.name, label: email }).toString(), sealed };
  };
  return {
    async offer({ id, email }, now) {
      const { base32 } = new Secret({ size: SEED_BYTES });
      return shown(base32, email, await cipher.sealText(JSON.stringify([base32, now.toISOString()]), placeOf(id)));
    },

    async reopen(sealed, { id, email }, now) {
      try {
        const [base32, madeAt] = offered.parse(JSON.parse(await cipher.openText(sealed, placeOf(id))));
        return isOfferOver(new Date(madeAt), now) ? null : shown(base32, email, sealed);
      } catch (error) {
        if (error instanceof UndecryptableError) return null;
        throw error;
      }
    },

    stepOf(code, seed, now) {
      if (!SIX_DIGITS.test(code)) return null;
      const totp = totpOf(seed);
      const present = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
      // The previous step too, for the time to type and send a code (RFC 6238, 5.2).
      const isOf = (step: number) =>
        totp.validate({ token: code, timestamp: step * PERIOD_SECONDS * 1000, window: 0 }) !== null;
      return [present, present - 1].find(isOf) ?? null;
    },
  };
}
