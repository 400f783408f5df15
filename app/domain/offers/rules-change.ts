import type { OfferSettings } from "./types.ts";

/** The rows of the ladder, as the form names them: names of fields have no digits. */
export const ROWS = ["far", "near", "soon", "call"] as const;

/** How fillings of a service begin: as those of the practice, or by a rule of its own. */
export const SERVICE_ANSWERS = ["follow", "yes", "no"] as const;

/** The parts of the rules that an owner changes, as the audit log names them. */
const PARTS = {
  ladder: ({ ladder }: OfferSettings) =>
    ladder.map(({ overHours, atOnce, holdHours, by }) => [overHours, atOnce, holdHours, by]),
  quiet_hours: ({ quietHours: { from, to } }: OfferSettings) => [from, to],
  undo_delay: (rules: OfferSettings) => rules.undoDelayMinutes,
  weekly_cap: (rules: OfferSettings) => rules.weeklyCap,
  minimum_notice: (rules: OfferSettings) => rules.minimumNoticeHours,
  automatic: (rules: OfferSettings) => rules.automatic,
  list_first: (rules: OfferSettings) => rules.listFirst,
  services: ({ automaticByService }: OfferSettings) =>
    Object.entries(automaticByService).toSorted(([a], [b]) => (a < b ? -1 : 1)),
};
export type RulesPart = keyof typeof PARTS;
const isPart = (name: string): name is RulesPart => Object.hasOwn(PARTS, name);
const NAMES = Object.keys(PARTS).filter(isPart);

/** The rules as one text: a page carries it, so that somebody else's change is noticed. */
export function markOfRules(rules: OfferSettings): string {
  return JSON.stringify(NAMES.map((name) => PARTS[name](rules)));
}

/** The parts that differ. */
export function changedParts(before: OfferSettings, after: OfferSettings): RulesPart[] {
  return NAMES.filter((name) => JSON.stringify(PARTS[name](before)) !== JSON.stringify(PARTS[name](after)));
}
