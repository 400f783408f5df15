/** Longer than any contact with a label, a person's name and brackets around it. */
export const TYPED_MAX_LENGTH = 320;

/** Marks of direction, joiners, variation selectors: copied text contains them invisibly. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const AROUND = [
  /^<([^<>]*)>$/,
  /^«([^«»]*)»$/,
  /^"([^"]*)"$/,
  /^'([^']*)'$/,
  /^[“„]([^“”„]*)[“”]$/,
  /^‘([^‘’]*)’$/,
  /^`([^`]*)`$/,
  /^\(([^()]*)\)$/,
  /^\[([^[\]]*)\]$/,
];
const CLOSING = /[\s,;.]+$/;

/** The text as it looks: compatible forms normalised, invisible characters removed. */
export function clean(typed: string): string {
  return typed.normalize("NFKC").replace(INVISIBLE, "").trim();
}

/** Removes closing commas, semicolons and dots, and quotation marks and brackets around the whole text. */
export function unwrapped(text: string): string {
  const ended = text.replace(CLOSING, "").trimStart();
  for (const around of AROUND) {
    const inside = around.exec(ended)?.[1];
    if (inside !== undefined) return unwrapped(inside);
  }
  return ended;
}

const CYRILLIC = /\p{Script=Cyrillic}/gu;

export const hasLatin = (text: string) => /[a-z]/i.test(text);
/** The Russian letters of a text, each once, in their order. */
export const russianLetters = (text: string) => [...new Set(text.match(CYRILLIC) ?? [])].join("");

/** Letters of the Russian keyboard that look like Latin ones. */
export const looksLatin = (letters: string) => /^[авекмнорстухіѕјԁԛԝһАВЕКМНОРСТУХІЅЈԌ]+$/u.test(letters);
