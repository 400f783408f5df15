/** A name in brackets or without: one word, or words that each begin with a capital letter. */
const NAME = /^(?:\p{L}[\p{L}.-]*|\p{Lu}[\p{L}.-]*(?:\s+\p{Lu}[\p{L}.-]*)*)$/u;
/** When to reach somebody: such a word alone is a wish. */
const WHEN = /^(?:утр|вечер|дн[её]м|обед|ноч|будн|выходн|сегодня|завтра|после)/iu;
/** Of words that are quoted in a refusal. */
const QUOTED_MAX_LENGTH = 40;

/** Whether words after a contact only say whose it is, so that nothing is lost without them. */
export const isName = (words: string) => NAME.test(bare(words)) && !WHEN.test(bare(words));

/** Words beside a contact, as a refusal quotes them. */
export function quotedWords(words: string): string {
  const text = bare(words).replace(/\s+/g, " ");
  return text.length > QUOTED_MAX_LENGTH ? `${text.slice(0, QUOTED_MAX_LENGTH - 1).trimEnd()}…` : text;
}

const bare = (words: string) => words.replace(/^[\s,;:.(«"]+|[\s,;:.)»"]+$/g, "");
