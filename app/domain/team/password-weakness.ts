import { COMMON_PASSWORDS } from "./common-passwords.ts";

/** `common`: among the passwords tried first. `personal`: little more than the practice's name or one's own e-mail. */
export type PasswordWeakness = "common" | "personal";

/** The parts of common long passwords; `gfhjkm` is «пароль» in the wrong layout. */
const COMMON_WORDS = ["password", "passw0rd", "qwerty", "welcome", "iloveyou", "letmein", "administrator", "admin"];
const RUSSIAN_WORDS = ["пароль", "gfhjkm", "parol", "йцукен", "qwertz", "люблю", "психолог", "psiholog", "psycholog"];

/** Adjacent keys by row, column and zigzag, and the alphabets. */
const ROWS = [
  ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."],
  ["1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"],
  ["abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "01234567890"],
].flat();
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(""))];
const SHORTEST_RUN = 3;
const LONGEST_REPEATED = 6;
/** A shorter name occurs in too many words. */
const SHORTEST_NAME = 4;
/** Letters besides the guessable words. */
const ENOUGH_LETTERS = 4;

/**
 * Why a password of sufficient length is refused all the same (NIST SP 800-63B, section 5.1.1.2: commonly used, repetitive
 * and sequential characters, context-specific words); `null`: it is accepted.
 */
export function passwordWeakness(
  password: string,
  { email, practiceName }: { email: string; practiceName: string },
): PasswordWeakness | null {
  const text = password.normalize("NFC").toLowerCase();
  const words = [...COMMON_WORDS, ...RUSSIAN_WORDS];
  if (COMMON_PASSWORDS.has(text) || isRepeated(text) || isOfRuns(text) || isLittleMoreThan(words, text))
    return "common";
  return isLittleMoreThan([...namesIn(email), ...namesIn(practiceName), ...words], text) ? "personal" : null;
}

function isRepeated(text: string): boolean {
  const sizes = Array.from({ length: LONGEST_REPEATED }, (_, at) => at + 1);
  return sizes.some((size) => text === text.slice(0, size).repeat(text.length).slice(0, text.length));
}

function isOfRuns(text: string): boolean {
  let rest = text;
  while (rest !== "") {
    const run = longestRun(rest);
    if (run < SHORTEST_RUN) return false;
    rest = rest.slice(run);
  }
  return true;
}

/** The length of the leading run of adjacent keys. */
function longestRun(text: string): number {
  let length = 0;
  while (length < text.length && RUNS.some((row) => row.includes(text.slice(0, length + 1)))) length += 1;
  return length;
}

function isLittleMoreThan(words: readonly string[], text: string): boolean {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ""), text);
  return rest !== text && (rest.match(/\p{L}/gu) ?? []).length < ENOUGH_LETTERS;
}

const namesIn = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_NAME);
