import { accountCopy } from "#app/copy/desk-account.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf } from "#app/ui/form-result.ts";
import { UsernameField } from "./username-field.tsx";

const words = accountCopy.password;
export const PASSWORD_FIELDS = ["old_password", "new_password", "code"] as const;

const FIELDS = [
  { name: "old_password", ...words.old, input: { type: "password", autoComplete: "current-password" } },
  { name: "new_password", ...words.fresh, input: { type: "password", autoComplete: "new-password" } },
  { name: "code", ...words.code, input: { type: "text", autoComplete: "one-time-code", autoCapitalize: "none" } },
] as const;

export function PasswordForm({ email, lastResult }: { email: string; lastResult: LastResult }) {
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="password" />
        <UsernameField email={email} />
        {FIELDS.map(({ name, label, hint, input }) => (
          <div key={name}>
            <TextField
              name={name}
              label={label}
              hint={hint}
              value={undefined}
              error={errorOf(lastResult, name)}
              input={input}
            />
          </div>
        ))}
        <DeskButton>{words.submit}</DeskButton>
      </DeskForm>
    </section>
  );
}
