import { consentInForce } from "#app/copy/legal.ts";
import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ConsentBox } from "#app/ui/choice.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";

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

/** The two consents, each with the document that is in force. */
export function ConsentFieldset({ messengers, lastResult }: ConsentFieldsetProps) {
  return (
    <FieldGroup name="consents" legend={words.consents} error={undefined}>
      {CONSENTS.map(({ type, label, link, href }) => {
        const name = `consent_${type}`;
        return (
          <ConsentBox
            key={type}
            name={name}
            label={label}
            document={{ href, title: link, paragraphs: consentInForce(type, messengers).paragraphs }}
            checked={typedIn(lastResult, name) === "on"}
            error={errorOf(lastResult, name)}
          />
        );
      })}
    </FieldGroup>
  );
}
