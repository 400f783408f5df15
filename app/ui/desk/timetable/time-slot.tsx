import { useNavigation } from "react-router";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { SlotChange } from "#app/domain/timetable/slot-plan.ts";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { SlotView } from "#app/views/timetable/time-view.ts";

const CHANGES = ["block", "unblock", "remove"] as const satisfies SlotChange[];
/** Its state once the server agrees; after a refusal the page is read again. */
const EXPECTED = { block: "blocked", unblock: "available", remove: "blocked" } as const;
const TONES = { available: "good", reserved: "neutral", blocked: "neutral" } as const;

/** A piece of time, with what can be done with it. */
export function TimeSlot({ slot, day, mayChange }: { slot: SlotView; day: string; mayChange: boolean }) {
  const { id, time, service, status, past } = slot;
  const sent = useNavigation().formData;
  const change = sent?.get("slot") === id ? (CHANGES.find((each) => each === sent.get("intent")) ?? null) : null;
  const expected = change === null ? status : EXPECTED[change];
  const changes: SlotChange[] = [status === "blocked" ? "unblock" : "block", "remove"];
  const changeable = mayChange && !past && status !== "reserved";
  return (
    <div className={past ? "slot past" : change === "remove" ? "slot going" : "slot"} aria-busy={change !== null}>
      <p>
        <strong>{time}</strong> <span>{service}</span>
      </p>
      <Badge tone={past ? "neutral" : TONES[expected]}>{past ? words.past : words.statuses[expected]}</Badge>
      {change === null ? null : <span className="soft"> {words.pending[change]}</span>}
      {changeable ? (
        <DeskForm method="post" className="row" preventScrollReset>
          <input type="hidden" name="slot" value={id} />
          {changes.map((each, index) => (
            <DeskButton
              // The same button when it opens again what it closed: the focus stays there.
              // biome-ignore lint/suspicious/noArrayIndexKey: the buttons have their places
              key={index}
              plain
              name="intent"
              value={each}
              label={words.changeNamed(words.changes[each], `${day}, ${time}`)}
            >
              {words.changes[each]}
            </DeskButton>
          ))}
        </DeskForm>
      ) : null}
    </div>
  );
}
