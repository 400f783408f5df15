import { Link } from "react-router";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { Answer, AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { PersonAnswer, RevealedContact } from "#app/views/people/desk-person-view.ts";
import { usePersonFetcher } from "./act-form.tsx";

const words = peopleCopy.person;

type ContactCardProps = {
  hasContact: boolean;
  mayReveal: boolean;
  messageHref: string | null;
  answer: PersonAnswer | null;
};

function WriteButton({ contact: { href, method } }: { contact: Pick<RevealedContact, "href" | "method"> }) {
  return href === null ? null : (
    <a className="button inline quiet" href={href} rel="noreferrer">
      {words.write[method]}
    </a>
  );
}

/** Hidden until requested. With JavaScript the page stays in place. */
export function ContactCard({ hasContact, mayReveal, messageHref, answer }: ContactCardProps) {
  const fetcher = usePersonFetcher("reveal");
  const { contact, problems } = fetcher.data ?? { contact: answer?.contact ?? null, problems: [] };
  return (
    <section className="card" aria-labelledby="contact">
      <h2 id="contact">{words.contact}</h2>
      {problems.length > 0 ? <Answer tone="bad">{problems.join(" ")}</Answer> : null}
      {!hasContact ? (
        <p>{words.destroyed}</p>
      ) : contact ? (
        <AnswerPlace>
          <div role="status">
            <p className="contact">{contact.shown}</p>
            {contact.doubt === null ? null : <p className="error">{contact.doubt}</p>}
            <WriteButton contact={contact} />
            {contact.beside === null ? null : (
              <>
                <p>{words.second}</p>
                <p className="contact">{contact.beside.shown}</p>
                <WriteButton contact={contact.beside} />
              </>
            )}
          </div>
        </AnswerPlace>
      ) : mayReveal ? (
        <DeskForm fetcher={fetcher} method="post">
          <input type="hidden" name="intent" value="reveal" />
          <DeskButton quiet>{words.reveal}</DeskButton>
          <p className="small">{words.revealNote}</p>
        </DeskForm>
      ) : null}
      {messageHref ? (
        <Link className="target" to={messageHref}>
          {words.message}
        </Link>
      ) : null}
    </section>
  );
}
