const NO_BREAK = "\u00a0";
/**
 * A word of one or two letters, which belongs to the next one. What stands before it is taken along: Safari below 16.4 refuses
 * a script with a look-behind.
 */
const SHORT_WORD = /(^|[^\p{L}\p{N}-])(\p{L}{1,2}) (?=\S)/gu;
/** A number, which belongs to its unit or month. The minutes of a clock do not. */
const NUMBER = /(^|[^\d:.,])(\d+) (?=\p{L})/gu;
/** A dash begins no line. */
const BEFORE_DASH = / (?=—)/g;
/** The groups of a phone number. */
const GROUPS = /(\+?\d{1,3}) (\d{2,3}) (?=\d{3}-\d\d)/g;

/** The same text, in which no line ends with a short word or a number. A form's no-break space looks like any other. */
export function unbroken(text: string): string {
  const glue = (words: string) => words.replace(SHORT_WORD, `$1$2${NO_BREAK}`);
  // Twice, for one short word behind another.
  return glue(glue(text))
    .replace(NUMBER, `$1$2${NO_BREAK}`)
    .replace(BEFORE_DASH, NO_BREAK)
    .replace(GROUPS, `$1${NO_BREAK}$2${NO_BREAK}`);
}

/** Facts in a row. No line begins with a dot. */
export const dotted = (...facts: string[]) => facts.map(unbroken).join(`${NO_BREAK}· `);

/**
 * Words for a page, a mail or a message in which no line ends with «в», «и», «не» and their like or with a number, and none
 * begins with a dash. Called once for each table of words, functions included; the same table is returned. A mail's subject stays
 * as typed, for filters look for it, and so do documents of consent: their fingerprints are stored.
 */
export function noBreaks<const Words extends object>(words: Words): Words {
  for (const [name, value] of Object.entries(words)) {
    if (name !== "subject") Reflect.set(words, name, withoutBreaks(value));
  }
  return words;
}

function withoutBreaks(value: unknown): unknown {
  if (typeof value === "string") return unbroken(value);
  if (typeof value === "function") return (...given: unknown[]) => withoutBreaks(Reflect.apply(value, null, given));
  return typeof value === "object" && value !== null ? noBreaks(value) : value;
}
