import { accountCopy } from "#app/copy/desk-account.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";

const words = accountCopy.recovery;

/** `since` in words; `null`: there are none. */
export type RecoveryView = { count: number; since: string | null };

export function RecoveryCodes({ count, since }: RecoveryView) {
  return (
    <section className="card stack">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <p>{since === null ? words.none : words.left(count, since)}</p>
      <DeskForm method="post">
        <DeskButton quiet name="intent" value="codes">
          {since === null ? words.make : words.remake}
        </DeskButton>
      </DeskForm>
    </section>
  );
}

/** Codes just created: shown only once. */
export function MadeCodes({ codes }: { codes: string[] }) {
  return (
    <Answer>
      <h2>{words.made}</h2>
      <p>{words.madeLead}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Answer>
  );
}
