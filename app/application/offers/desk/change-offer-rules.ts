import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { changedParts, markOfRules } from "#app/domain/offers/rules-change.ts";
import type { OfferSettings } from "#app/domain/offers/types.ts";

export type ChangeOfferRulesOutcome =
  | { status: "changed" }
  | { status: "unchanged" }
  /** Nothing was written: somebody else was faster. */
  | { status: "changed-meanwhile"; by: OperatorAct | null; timeZone: string };

type Parts = { database: Database; timetable: TimetableMemory; clock: Clock };
/** `seen`: the mark of the rules that the owner saw. */
type Change = { operatorId: string; settings: OfferSettings; seen: string };

/** The owner changes the rules of offers. Offers under way keep their holds; every later step follows the new rules. */
export class ChangeOfferRulesUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, settings: typed, seen }: Change): Promise<ChangeOfferRulesOutcome> {
    const { database, timetable, clock } = this.#parts;
    try {
      return await database.transaction<ChangeOfferRulesOutcome>(async (repositories) => {
        const { practice, offerRules, deskAudit, desk } = repositories;
        const { timeZone } = await practice.hold();
        const { settings: before } = await offerRules.rules();
        const settings = await ofKnownServices(repositories, typed);
        const changed = changedParts(before, settings);
        if (changed.length === 0) return { status: "unchanged" };
        if (markOfRules(before) !== seen) {
          return { status: "changed-meanwhile", by: await desk.lastActOnSettings("offer_rules_changed"), timeZone };
        }
        await offerRules.save(settings);
        await changeServices(repositories, before, settings);
        const details = { changed: changed.join(" ") };
        await deskAudit.record({ operatorId, action: "offer_rules_changed", at: clock(), details });
        return { status: "changed" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}

async function ofKnownServices({ services }: Repositories, typed: OfferSettings): Promise<OfferSettings> {
  const known = new Set((await services.list(0)).map(({ id }) => id));
  const decided = Object.entries(typed.automaticByService).filter(([id]) => known.has(id));
  return { ...typed, automaticByService: Object.fromEntries(decided) };
}

async function changeServices(
  { offerRules }: Repositories,
  before: OfferSettings,
  after: OfferSettings,
): Promise<void> {
  const [old, fresh] = [before.automaticByService, after.automaticByService];
  for (const serviceId of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    if (old[serviceId] === fresh[serviceId]) continue;
    const flags = await offerRules.flagsOf(serviceId);
    await offerRules.setService(serviceId, { ...flags, automatic: fresh[serviceId] ?? null });
  }
}
