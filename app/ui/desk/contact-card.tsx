import { Link, useFetcher } from "react-router";
import { peopleCopy } from "#app/copy/desk-people.ts";
import type { ContactMethod } from "#app/domain/contact.ts";
import { DeskButton } from "./desk-button.tsx";
import { Notice } from "./notice.tsx";

const words = peopleCopy.person;

/** `href`: the way to reach them at once; `null` where there is only the bot. */
export type RevealedContact = { method: ContactMethod; shown: string; href: string | null };
export type PersonAnswer = {
  problems: string[];
  contact: RevealedContact | null;
  /** What was typed where the word of consent to an erasure belongs, and why that is not it. */
  refused: { error: string; typed: string } | null;
};

type ContactCardProps = {
  hasContact: boolean;
  mayReveal: boolean;
  messageHref: string | null;
  answer: PersonAnswer | null;
};

/** Hidden until it is asked for. With JavaScript the page stays as it is. */
export function ContactCard({ hasContact, mayReveal, messageHref, answer }: ContactCardProps) {
  const fetcher = useFetcher<PersonAnswer>({ key: "reveal" });
  const { contact, problems } = fetcher.data ?? { contact: answer?.contact ?? null, problems: [] };
  return (
    <section className="card" aria-labelledby="contact">
      <h2 id="contact">{words.contact}</h2>
      {problems.length > 0 ? <Notice tone="bad">{problems.join(" ")}</Notice> : null}
      {contact ? (
        <div role="status">
          <p className="contact">{contact.shown}</p>
          {contact.href ? (
            <a className="button inline quiet" href={contact.href} rel="noreferrer">
              {words.write[contact.method]}
            </a>
          ) : null}
        </div>
      ) : !hasContact ? (
        <p>{words.destroyed}</p>
      ) : mayReveal ? (
        <fetcher.Form method="post">
          <input type="hidden" name="intent" value="reveal" />
          <DeskButton quiet busy={fetcher.state !== "idle"}>
            {words.reveal}
          </DeskButton>
          <p className="small">{words.revealNote}</p>
        </fetcher.Form>
      ) : null}
      {messageHref ? (
        <Link className="target" to={messageHref}>
          {words.message}
        </Link>
      ) : null}
    </section>
  );
}
