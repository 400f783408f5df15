import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import type { HourView } from "#app/views/offers/slot-view.ts";
import { Journal } from "./journal.tsx";
import { PersonCell } from "./person-cell.tsx";
import { Preview } from "./preview.tsx";

const words = deskOffersCopy.page;

type SlotPageProps = {
  view: HourView;
  done: keyof typeof deskOffersCopy.done | null;
  problem: string | null;
  /** The hour of a move was not chosen. */
  moveError: string | undefined;
};

/** One hour: its state, what would happen if it were offered, and what happened. */
export function SlotPage({ view, done, problem, moveError }: SlotPageProps) {
  const { title, service, state, timeHref, preview, booking, mayWork, mayStop } = view;
  return (
    <>
      <Link className="target back" to={addresses.desk.offers()}>
        {words.back}
      </Link>{" "}
      <Link className="target back" to={timeHref}>
        {words.toTime}
      </Link>
      <DeskHeading title={title} lead={service} error={problem !== null || moveError !== undefined}>
        <Badge tone={state.tone}>{state.label}</Badge>
      </DeskHeading>
      {problem ? <Answer tone="bad">{problem}</Answer> : done ? <Answer>{deskOffersCopy.done[done]}</Answer> : null}
      {booking ? <BookingCard booking={booking} mayWork={mayWork} moveError={moveError} /> : null}
      {view.callersHref && mayWork ? (
        <p>
          <Link className="target" to={view.callersHref}>
            {view.preview ? callersCopy.toCallers : callersCopy.title}
          </Link>
        </p>
      ) : null}
      {preview ? <Preview preview={preview} mayWork={mayWork} /> : null}
      {mayStop && mayWork ? (
        <DeskForm method="post">
          <DeskButton quiet name="intent" value="stop">
            {words.preview.stop}
          </DeskButton>
        </DeskForm>
      ) : null}
      <Journal view={view} />
    </>
  );
}

type BookingCardProps = {
  booking: NonNullable<HourView["booking"]>;
  mayWork: boolean;
  moveError: string | undefined;
};

function BookingCard({ booking: { id, person, elsewhere }, mayWork, moveError }: BookingCardProps) {
  const { title, booked, cancel, move, moveButton, nowhere, choose, told } = words.booking;
  return (
    <section className="card stack" aria-labelledby="booking">
      <h2 id="booking">{title}</h2>
      <p>{booked}</p>
      <div>
        <PersonCell person={person} />
      </div>
      {mayWork ? (
        <>
          {elsewhere.length === 0 ? (
            <p className="soft">{nowhere}</p>
          ) : (
            <DeskForm method="post" noValidate className="stack">
              <input type="hidden" name="intent" value="move" />
              <input type="hidden" name="booking" value={id} />
              <SelectField
                name="to"
                label={move}
                hint={told}
                value={undefined}
                error={moveError}
                options={[
                  { value: "", label: choose },
                  ...elsewhere.map((each) => ({ value: each.id, label: each.label })),
                ]}
              />
              <DeskButton quiet>{moveButton}</DeskButton>
            </DeskForm>
          )}
          <DeskForm method="post">
            <input type="hidden" name="booking" value={id} />
            <DeskButton danger name="intent" value="cancel">
              {cancel}
            </DeskButton>
            <p className="small">{told}</p>
          </DeskForm>
        </>
      ) : null}
    </section>
  );
}
