import { Fragment } from "react";
import { Link, useNavigation } from "react-router";
import { addresses } from "#app/addresses.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { SlotChange } from "#app/domain/timetable/slot-plan.ts";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { SlotView } from "#app/views/timetable/time-view.ts";

const CHANGES = ["block", "unblock", "remove"] as const satisfies SlotChange[];
/** Its state once the server agrees; after a refusal the page is read again. */
const EXPECTED = { block: "blocked", unblock: "available", remove: "blocked" } as const;
const TONES = { available: "good", blocked: "neutral" } as const;

type TimeSlotProps = { slot: SlotView; day: string; mayChange: boolean; mayAdd: boolean };

/** A slot, with what can be done with it. */
export function TimeSlot({ slot, day, mayChange, mayAdd }: TimeSlotProps) {
  const { id, time, service, status, state, toOffer, past, notes } = slot;
  const sent = useNavigation().formData;
  const change = sent?.get("slot") === id ? (CHANGES.find((each) => each === sent.get("intent")) ?? null) : null;
  const expected = change === null ? null : EXPECTED[change];
  const changes: SlotChange[] = [status === "blocked" ? "unblock" : "block", "remove"];
  const changeable = mayChange && !past;
  return (
    <div className={past ? "slot past" : change === "remove" ? "slot going" : "slot"} aria-busy={change !== null}>
      <p>
        <strong>{time}</strong> <span>{service}</span>
      </p>
      <Badge tone={expected ? TONES[expected] : state.tone}>{expected ? words.statuses[expected] : state.label}</Badge>
      {change === null ? null : <span className="soft"> {words.pending[change]}</span>}{" "}
      {notes.map((note) => (
        <span key={note} className="soft note">
          {note}{" "}
        </span>
      ))}
      <Link
        className="target"
        to={addresses.desk.slotOffers(id)}
        aria-label={words.changeNamed(toOffer ? words.toOffer : words.toJournal, `${day}, ${time}`)}
      >
        {toOffer ? words.toOffer : words.toJournal}
      </Link>{" "}
      {toOffer && mayAdd ? (
        <Link
          className="target"
          to={addresses.desk.callers({ slot: id })}
          aria-label={words.changeNamed(callersCopy.toCallers, `${day}, ${time}`)}
        >
          {callersCopy.toCallers}
        </Link>
      ) : null}{" "}
      {changeable ? (
        <Link
          className="target"
          to={addresses.desk.timeSlot(id)}
          aria-label={words.changeNamed(words.edit.toEdit, `${day}, ${time}`)}
        >
          {words.edit.toEdit}
        </Link>
      ) : null}{" "}
      {changeable ? (
        <DeskForm method="post" className="row" preventScrollReset>
          <input type="hidden" name="slot" value={id} />
          {changes.map((each, index) => (
            // The same button unblocks what it blocked: the focus stays there.
            // biome-ignore lint/suspicious/noArrayIndexKey: the buttons have their places
            <Fragment key={index}>
              <DeskButton
                plain
                name="intent"
                value={each}
                label={words.changeNamed(words.changes[each], `${day}, ${time}`)}
              >
                {words.changes[each]}
              </DeskButton>{" "}
            </Fragment>
          ))}
        </DeskForm>
      ) : null}
    </div>
  );
}
