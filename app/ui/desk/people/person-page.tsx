import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { dotted } from "#app/copy/no-breaks.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { PersonHours } from "#app/ui/desk/offers/person-hours.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import type { PersonHoursView } from "#app/views/offers/person-hours.ts";
import type { StateBadge } from "#app/views/people/desk-badges.ts";
import type { PersonProps } from "#app/views/people/desk-person-view.ts";
import { useActAnswer, usePersonFetcher } from "./act-form.tsx";
import { ContactCard } from "./contact-card.tsx";
import { CorrectContact } from "./correct-contact.tsx";
import { PersonActions, UndoForm } from "./person-actions.tsx";
import { PersonData } from "./person-data.tsx";
import { PersonHistoryCards } from "./person-history.tsx";
import { StateBadges } from "./state-badges.tsx";

const words = peopleCopy.person;

/** A waiting person: what is known, what can be done, and what happened. */
export function PersonPage(props: PersonProps & { hours: PersonHoursView }) {
  const act = usePersonFetcher("act");
  const answer = useActAnswer() ?? props.answer;
  const { problems = [], refused = null } = answer ?? {};
  const { can, undo, seen } = props;
  const messageHref = can.message ? addresses.desk.message(props.requestId) : null;
  return (
    <>
      <ErrorSummary errors={refused ? [{ href: `#${refused.field}`, message: refused.error }] : []} />
      <Link className="target back" to={addresses.desk.list()}>
        {peopleCopy.list.toList}
      </Link>
      <DeskHeading title={props.title} lead={dotted(...props.facts)} error={refused !== null}>
        <StateBadges badges={expected(act.formData) ?? props.badges} />
      </DeskHeading>
      {problems.length > 0 ? (
        <Answer tone="bad">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Answer>
      ) : props.failed && !answer ? (
        <Answer tone="bad">{words.notDone[props.failed]}</Answer>
      ) : props.done && !answer ? (
        <Answer>{words.done[props.done]}</Answer>
      ) : null}
      {props.repeated === null ? null : <p className="notice">{props.repeated}</p>}
      {props.timeHref === null ? null : (
        <p>
          {words.booked}{" "}
          <Link className="target" to={props.timeHref}>
            {words.toTime}
          </Link>
        </p>
      )}
      {undo ? <UndoForm key={undo.until} forMs={undo.forMs} seen={seen} /> : null}
      <div className="person">
        <div>
          <ContactCard
            hasContact={props.hasContact}
            mayReveal={can.reveal}
            messageHref={messageHref}
            answer={props.answer}
          />
          {can.correct ? <CorrectContact beside={props.beside} seen={seen} refused={refused} /> : null}
          {can.close || props.hours.now.length > 0 ? <PersonHours hours={props.hours} /> : null}
          <PersonActions can={can} first={props.first} seen={seen} refused={refused} />
          <PersonData requestId={props.requestId} can={can} seen={seen} refused={refused} />
        </div>
        <PersonHistoryCards {...props} />
      </div>
    </>
  );
}

/** The request's state once the pending act is done. */
function expected(sent: FormData | undefined): StateBadge[] | null {
  switch (sent?.get("intent")) {
    case "contacted":
      return [{ tone: "good", label: peopleCopy.statuses.contacted }];
    case "closed":
      return [{ tone: "neutral", label: peopleCopy.statuses.closed }];
    case "put_back":
    case "not_spam":
      return [{ tone: "neutral", label: peopleCopy.statuses.new }];
    default:
      return null;
  }
}
