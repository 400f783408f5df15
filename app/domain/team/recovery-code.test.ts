import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupedRecoveryCode, RECOVERY_ALPHABET, RECOVERY_CODE_LENGTH, readRecoveryCode } from "./recovery-code.ts";

const codes = fc.string({
  unit: fc.constantFrom(...RECOVERY_ALPHABET),
  minLength: RECOVERY_CODE_LENGTH,
  maxLength: RECOVERY_CODE_LENGTH,
});

describe("a recovery code", () => {
  it("has at least 112 bits, so that a plain hash keeps it", () => {
    expect(RECOVERY_CODE_LENGTH * Math.log2(RECOVERY_ALPHABET.length)).toBeGreaterThanOrEqual(112);
  });

  it("is read in capitals, with dashes or spaces, and with letters typed for digits", () => {
    fc.assert(
      fc.property(codes, (code) => {
        const shown = groupedRecoveryCode(code);
        expect(shown).toMatch(/^(\w{4}-){5}\w{4}$/);
        const spellings = [shown, shown.toUpperCase(), shown.replaceAll("-", " – "), ` ${code}\n`];
        const misread = [shown.replaceAll("0", "O"), shown.replaceAll("1", "l"), shown.replaceAll("1", "I")];
        for (const typed of [...spellings, ...misread]) expect(readRecoveryCode(typed)).toBe(code);
      }),
    );
  });

  it.each(["", "123456", "u".repeat(24), "0".repeat(23), "0".repeat(25)])("is none where %j was typed", (typed) => {
    expect(readRecoveryCode(typed)).toBeNull();
  });
});
