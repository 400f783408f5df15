import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { PersonLabel } from "#app/views/offers/labels.ts";
import type { RevealedContact } from "#app/views/people/desk-person-view.ts";

const words = deskOffersCopy.calls;

function Shown({ href, shown }: Pick<RevealedContact, "href" | "shown">) {
  return (
    <p className="contact">
      {href ? (
        <a className="target" href={href} rel="noreferrer">
          {shown}
        </a>
      ) : (
        shown
      )}
    </p>
  );
}

/** The contact of a person behind its button, or once it was shown. */
export function PersonContact({
  person,
  mayWork,
  contact,
}: {
  person: PersonLabel;
  mayWork: boolean;
  contact: RevealedContact | null;
}) {
  if (contact)
    return (
      <AnswerPlace>
        <div role="status">
          <Shown {...contact} />
          {contact.beside === null ? null : (
            <>
              <p>{peopleCopy.person.second}</p>
              <Shown {...contact.beside} />
            </>
          )}
        </div>
        {contact.doubt === null ? null : <p className="error">{contact.doubt}</p>}
      </AnswerPlace>
    );
  if (person.id === null || !mayWork) return null;
  return (
    <DeskForm method="post" preventScrollReset>
      <input type="hidden" name="request" value={person.id} />
      <DeskButton quiet name="intent" value="reveal" label={words.revealNamed(person.since)}>
        {words.reveal}
      </DeskButton>
      <p className="small">{peopleCopy.person.revealNote}</p>
    </DeskForm>
  );
}
