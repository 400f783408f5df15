import { callersCopy } from "#app/copy/consent.ts";
import { AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SlotLink } from "#app/ui/desk/offers/slot-link.tsx";
import type { CallerView } from "#app/views/offers/callers-view.ts";
import type { RevealedContact } from "#app/views/people/desk-person-view.ts";

const words = callersCopy.waiting;

/** The contact and the link of a caller, in the answer to a press alone. */
export type ShownCaller = { id: string; contact: RevealedContact; link: string };

type CallerCardProps = { caller: CallerView; mayAdd: boolean; shown: ShownCaller | null };

/** Somebody whose consent is awaited: what is kept, until when, and the link to send by hand. */
export function CallerCard({ caller, mayAdd, shown }: CallerCardProps) {
  const { id, what, service, until, how, slotId } = caller;
  const about = `${what}, ${service}`;
  const giveUp = slotId === null ? words.giveUp : words.giveUpHour;
  return (
    <li className="card call">
      <h3>{slotId === null ? what : <SlotLink slotId={slotId} when={what} />}</h3>
      <p>{service}</p>
      <p>
        <strong>{until}</strong> <span className="soft">{how}</span>
      </p>
      {shown ? <Shown shown={shown} /> : null}
      {mayAdd ? (
        <DeskForm method="post" className="row" preventScrollReset>
          <input type="hidden" name="caller" value={id} />
          {shown ? null : (
            <DeskButton quiet name="intent" value="reveal" label={callersCopy.named(words.reveal, about)}>
              {words.reveal}
            </DeskButton>
          )}{" "}
          <DeskButton danger name="intent" value="give_up" label={callersCopy.named(giveUp, about)}>
            {giveUp}
          </DeskButton>
        </DeskForm>
      ) : null}
      {mayAdd && !shown ? <p className="small">{words.revealNote}</p> : null}
    </li>
  );
}

function Shown({ shown: { id, contact, link } }: { shown: ShownCaller }) {
  return (
    <AnswerPlace>
      <div role="status">
        <p className="contact">
          {contact.href ? (
            <a className="target" href={contact.href} rel="noreferrer">
              {contact.shown}
            </a>
          ) : (
            contact.shown
          )}
        </p>
        <label className="label" htmlFor={`link-${id}`}>
          {words.link}
        </label>{" "}
        <input className="text" id={`link-${id}`} type="text" readOnly value={link} />
        <p className="small">{words.linkNote}</p>
      </div>
    </AnswerPlace>
  );
}
