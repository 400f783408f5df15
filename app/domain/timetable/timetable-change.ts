import type { Slot, SlotServices } from "./availability.ts";
import type { LocalDate } from "./local-time.ts";
import { overlaps, type SlotChange } from "./slot-plan.ts";

/** Why the practice does not work then. */
export const REST_REASONS = ["vacation", "holiday", "other"] as const;
export type RestReason = (typeof REST_REASONS)[number];

/** A slot with the reason for which it is blocked; `null`: none was given. */
export type KeptSlot = Slot & { blockedFor: RestReason | null };

/** A row before and after an act. `null`: there is none. */
export type SlotStep = { before: KeptSlot | null; after: KeptSlot | null };

/** What an operator did to the timetable. */
export const CHANGE_KINDS = ["opened", "edited", "block", "unblock", "remove"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * Why an hour was left as it is. `booked`, `consent`: somebody has it. The others are of an undoing. `asked`: a visitor asks for it.
 * `offered`: another operator gave it to the list. `changed`, `overlaps`: somebody else changed it, or its time is taken.
 */
export const LEFT_REASONS = ["booked", "consent", "asked", "offered", "changed", "overlaps"] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];
export type LeftSlot = Pick<Slot, "id" | "startsAt" | "endsAt"> & { why: LeftReason };

/** One act on the timetable, as it can be undone. No personal data. */
export type TimetableChange = {
  id: string;
  operatorId: string;
  kind: ChangeKind;
  at: Date;
  /** The days of an act on a range. */
  range: { from: LocalDate; until: LocalDate } | null;
  steps: readonly SlotStep[];
  /** Hours that the act did not touch, or the undoing of it. */
  left: readonly LeftSlot[];
  undoneAt: Date | null;
};

export const UNDO_SECONDS = 30;

/** Until this instant the change can be undone. */
export const undoEnds = ({ at }: Pick<TimetableChange, "at">): Date => new Date(at.getTime() + UNDO_SECONDS * 1000);

export function mayUndo(change: Pick<TimetableChange, "at" | "undoneAt" | "steps">, now: Date): boolean {
  return change.undoneAt === null && change.steps.length > 0 && now < undoEnds(change);
}

const idOf = ({ before, after }: SlotStep) => (before ?? after)?.id ?? "";

/**
 * The steps that are undone together or not at all: each hour alone, but the two of a moved hour, which is neither to stand twice nor to be
 * lost. In the order in which all acts lock slots; what was added goes first, for it may stand where something was removed.
 */
export function undoneTogether({ kind, steps }: Pick<TimetableChange, "kind" | "steps">): SlotStep[][] {
  const byId = steps.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const [added, others] = [byId.filter(({ before }) => !before), byId.filter(({ before }) => before)];
  const inOrder = [...added, ...others];
  return kind === "edited" ? [inOrder] : inOrder.map((step) => [step]);
}

/** What an undoing came to; `null`: the change stands. */
export type UndoneAs = "whole" | "part" | "nothing";
export function undoneAs(change: Pick<TimetableChange, "kind" | "steps" | "left" | "undoneAt">): UndoneAs | null {
  if (change.undoneAt === null) return null;
  if (change.left.length === 0) return "whole";
  return change.left.length < undoneTogether(change).length ? "part" : "nothing";
}

/** Whether a step can be taken back: the row is still as the act left it, and the time before is not taken. */
export function undoRefusal(
  { before, after }: SlotStep,
  present: KeptSlot | null,
  standing: readonly Slot[],
): "changed" | "overlaps" | null {
  if (!isSameSlot(present, after)) return "changed";
  if (!before) return null;
  return standing.some((other) => other.id !== before.id && overlaps(before, other)) ? "overlaps" : null;
}

/** All that an operator can change is the same. */
export function isSameSlot(a: KeptSlot | null, b: KeptSlot | null): boolean {
  return (a && slotSign(a)) === (b && slotSign(b));
}

/** Differs for slots that differ in anything. */
export function slotSign(slot: KeptSlot): string {
  const { id, startsAt, endsAt, status, blockedFor } = slot;
  return [id, startsAt.getTime(), endsAt.getTime(), status, blockedFor ?? "", servicesSign(slot)].join("|");
}

const servicesSign = ({ serviceId, otherServiceIds }: SlotServices) => [serviceId, ...otherServiceIds].join();

/** The slot after the act; `null`: removed. */
export function changedSlot(slot: KeptSlot, change: SlotChange, blockedFor: RestReason | null): KeptSlot | null {
  switch (change) {
    case "block":
      return { ...slot, status: "blocked", blockedFor };
    case "unblock":
      return { ...slot, status: "available", blockedFor: null };
    case "remove":
      return null;
  }
}
