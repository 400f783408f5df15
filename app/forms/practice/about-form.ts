import { z } from "zod";
import { aboutCopy } from "#app/copy/practice.ts";
import {
  type AboutPractice,
  HELP_COUNTRIES,
  type HelpLine,
  LONGEST_NAME,
  MOST_HELP_LINES,
} from "#app/domain/practice/about.ts";

const words = aboutCopy.errors;
const LONGEST_LINE = 200;
const LONGEST_TEXT = 4_000;
const LONGEST_PLACE = 300;
/** A number, a dash between spaces, and whose it is. */
const HELP_LINE = /^(\+?\d[\d ()-]{1,24}?)\s+[—–-]\s+(\S.*)$/u;

/** One line for each number. An empty line is none. */
const helpLines = z
  .string({ error: words.unreadable })
  .max(LONGEST_TEXT, words.lines)
  .default("")
  .transform((text, context): HelpLine[] => {
    const typed = text.split(/\r?\n/).map((line, at) => ({ line: line.trim(), nth: at + 1 }));
    const lines = typed.filter(({ line }) => line !== "");
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (lines.length > MOST_HELP_LINES) refuse(words.lines);
    return lines.flatMap(({ line, nth }) => {
      const [, number, name] = HELP_LINE.exec(line.replaceAll("\u00a0", " ")) ?? [];
      if (line.length > LONGEST_LINE) refuse(words.lineLength(nth));
      else if (number === undefined || name === undefined) refuse(words.line(nth));
      else return [{ number, name }];
      return [];
    });
  });

/** Where a meeting takes place: spaces and line breaks inside are one space. */
const place = z
  .string({ error: words.place })
  .default("")
  .transform((text) => text.replace(/\s+/g, " ").trim())
  .refine(({ length }) => length <= LONGEST_PLACE, words.place);

/** What the practice says of itself. `seen`: the mark of what the owner saw. */
export const aboutForm = z.object({
  intent: z.enum(["preview", "save"], { error: words.unreadable }),
  seen: z.string({ error: words.unreadable }).max(8_000, words.unreadable),
  name: z.string({ error: words.name }).trim().min(1, words.name).max(LONGEST_NAME, words.name),
  help_country: z.enum(HELP_COUNTRIES, { error: words.country }),
  help_lines: helpLines,
  place_online: place,
  place_offline: place,
});

/** The answers in domain terms. */
export function aboutOf(value: z.output<typeof aboutForm>): AboutPractice {
  return {
    name: value.name,
    helpCountry: value.help_country,
    helpLines: value.help_lines,
    placeOnline: value.place_online,
    placeOffline: value.place_offline,
  };
}

/** Own lines as the owner types them. */
export const typedHelpLines = (lines: readonly HelpLine[]): string =>
  lines.map(({ number, name }) => `${number} — ${name}`).join("\n");
