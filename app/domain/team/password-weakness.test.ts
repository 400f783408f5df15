import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { PASSWORD_MIN_LENGTH } from "./operator-invitation.ts";
import { passwordWeakness } from "./password-weakness.ts";

const weakness = (password: string) =>
  passwordWeakness(password, { email: "marina.volkova@practice.example", practiceName: "Эмоциональный баланс" });

describe("a weak password", () => {
  it("is one of the commonest of sufficient length, in any case of letters", () => {
    expect(COMMON_PASSWORDS.size).toBe(308);
    for (const listed of COMMON_PASSWORDS) {
      expect(listed.length).toBeGreaterThanOrEqual(PASSWORD_MIN_LENGTH);
      expect(weakness(listed.toUpperCase())).toBe("common");
    }
  });

  it.each([
    "aaaaaaaaaaaa",
    "абвабвабвабва",
    "qwertyuiop123",
    "1qaz2wsx3edc4",
    "йцукенгшщзхъ",
    "0987654321qwe",
    "Password2026!!",
    "пароль123456789",
    "gfhjkm-gfhjkm-1",
    "admin.admin.2026",
  ])("is repeated, runs along the keyboard or is a word that everybody takes: %s", (password) => {
    expect(weakness(password)).toBe("common");
  });

  it.each([
    "Эмоциональный баланс",
    "баланс-2026-баланс",
    "marina.volkova@practice.example",
    "Volkova-Marina-85",
    "practice2026!!",
    "marinapassword1",
  ])("is little more than the practice's name or one's own e-mail: %s", (password) => {
    expect(weakness(password)).toBe("personal");
  });

  it.each([
    "correct horse battery",
    "another long password",
    "баланс между чаем и кофе",
    "8273-9182-7364",
    "xK3-vQ9.mT7_zz",
    "марина любит гулять",
  ])("is not one that only has such a word in it: %s", (password) => {
    expect(weakness(password)).toBeNull();
  });
});
