import { builtInDocuments } from "#app/copy/legal.ts";
import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { consentSlugs, markOfShown } from "#app/domain/practice/documents.ts";
import { SHOWN_DOCUMENTS } from "#app/forms/field-names.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ConsentBox } from "#app/ui/choice.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";
import { usePracticeWords } from "#app/ui/practice-words.ts";

const words = copy.form;
const CONSENTS = [
  { type: "personal_data", ...words.personalData },
  { type: "communications", ...words.communications },
] as const;

/** Names of the fieldset's fields, in the order of the page. */
export const CONSENT_FIELDS = CONSENTS.map(({ type }) => `consent_${type}`);

type ConsentFieldsetProps = {
  /** Those that are switched on: the documents name no other. */
  messengers: Messenger[];
  lastResult: LastResult;
};

/** The two consents, each with the document that is in force. The form says which versions it showed. */
export function ConsentFieldset({ messengers, lastResult }: ConsentFieldsetProps) {
  const documents = usePracticeWords().documents ?? builtInDocuments(messengers);
  const shown = markOfShown({
    personal_data: documents[consentSlugs.personal_data],
    communications: documents[consentSlugs.communications],
  });
  // Consent to an earlier text is not carried over to another one.
  const isSame = (typedIn(lastResult, SHOWN_DOCUMENTS) ?? shown) === shown;
  return (
    <FieldGroup name="consents" legend={words.consents} error={undefined}>
      <input type="hidden" name={SHOWN_DOCUMENTS} value={shown} />
      {CONSENTS.map(({ type, label, link, href }) => {
        const name = `consent_${type}`;
        return (
          <ConsentBox
            key={type}
            name={name}
            label={label}
            document={{ href, title: link, paragraphs: documents[consentSlugs[type]].paragraphs }}
            checked={isSame && typedIn(lastResult, name) === "on"}
            error={errorOf(lastResult, name)}
          />
        );
      })}
    </FieldGroup>
  );
}
