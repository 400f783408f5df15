import { Form, useNavigation } from "react-router";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { SlotChange } from "#app/domain/slot-plan.ts";
import { Badge } from "./badge.tsx";
import { pressedOnce } from "./desk-button.tsx";
import type { SlotView } from "./time-page.tsx";

const TONES = { available: "good", reserved: "neutral", blocked: "neutral" } as const;

/** A piece of time, with what can be done with it. */
export function TimeSlot({ slot, day, mayChange }: { slot: SlotView; day: string; mayChange: boolean }) {
  const { id, time, service, status, past } = slot;
  const changes: SlotChange[] = [status === "blocked" ? "unblock" : "block", "remove"];
  const changeable = mayChange && !past && status !== "reserved";
  return (
    <div className={past ? "slot past" : "slot"}>
      <p>
        <strong>{time}</strong> <span>{service}</span>
      </p>
      <Badge tone={past ? "neutral" : TONES[status]}>{past ? words.past : words.statuses[status]}</Badge>
      {changeable ? (
        <Form method="post" className="row" preventScrollReset>
          <input type="hidden" name="slot" value={id} />
          {changes.map((change) => (
            <ChangeButton key={change} change={change} slotId={id} label={`${day}, ${time}`} />
          ))}
        </Form>
      ) : null}
    </div>
  );
}

function ChangeButton({ change, slotId, label }: { change: SlotChange; slotId: string; label: string }) {
  const sent = useNavigation().formData;
  const busy = sent?.get("slot") === slotId && sent.get("intent") === change;
  return (
    <button
      type="submit"
      className="plain"
      name="intent"
      value={change}
      aria-disabled={busy || undefined}
      onClick={pressedOnce(busy)}
      aria-label={words.changeNamed(words.changes[change], label)}
    >
      {words.changes[change]}
    </button>
  );
}
