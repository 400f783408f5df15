import type { ReactNode } from "react";
import { recoveryCopy } from "#app/copy/desk-account.ts";
import { TextField } from "#app/ui/field.tsx";
import { SubmitButton } from "#app/ui/submit-button.tsx";

type Field = { name: string; error: string | undefined; hidden: [string, string][] };
type CodeFormsProps = {
  /** The address of both forms. */
  action: string;
  code: Field & { label: string; hint: string };
  recovery: Field;
  submit: string;
  children?: ReactNode;
};

/** The app's code, with a recovery code behind a summary: digits have their own keyboard on a phone. */
export function CodeForms({ action, code, recovery, submit, children }: CodeFormsProps) {
  return (
    <>
      <form method="post" action={action} className="card narrow stack" noValidate>
        <div>
          <TextField
            name={code.name}
            label={code.label}
            hint={code.hint}
            value={undefined}
            error={code.error}
            input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code" }}
          />
        </div>
        <SubmitButton>{submit}</SubmitButton>
        <Hidden fields={code.hidden} />
      </form>
      {children}
      <details open={recovery.error !== undefined}>
        <summary>{recoveryCopy.summary}</summary>
        <form method="post" action={action} className="card narrow stack" noValidate>
          <p>{recoveryCopy.lead}</p>
          <div>
            <TextField
              name={recovery.name}
              label={recoveryCopy.label}
              hint={recoveryCopy.hint}
              value={undefined}
              error={recovery.error}
              input={{ type: "text", autoComplete: "off", autoCapitalize: "none", spellCheck: false }}
            />
          </div>
          <SubmitButton quiet>{submit}</SubmitButton>
          <Hidden fields={recovery.hidden} />
        </form>
      </details>
    </>
  );
}

function Hidden({ fields }: { fields: [string, string][] }) {
  return fields.map(([name, value], at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a name may be there twice, and the list never changes
    <input key={`${at} ${name}`} type="hidden" name={name} value={value} />
  ));
}
