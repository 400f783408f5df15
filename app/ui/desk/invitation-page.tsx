import { invitationCopy as words } from "#app/copy/desk-door.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { TextField } from "../field.tsx";
import { errorOf, type LastResult, orderedErrors } from "../form-result.ts";
import { SubmitButton } from "../submit-button.tsx";
import { DeskFrame } from "./desk-frame.tsx";
import { DeskHeading } from "./heading.tsx";

type Invitation = { email: string; base32: string; address: string; qr: { size: number; path: string } };

/** A password and an authenticator app, proven by a first code. */
export function InvitationPage({ invitation, lastResult }: { invitation: Invitation; lastResult: LastResult }) {
  const { email, base32, address, qr } = invitation;
  return (
    <DeskFrame operator={null}>
      <ErrorSummary errors={orderedErrors(lastResult, ["password", "code"], "#password")} />
      <DeskHeading title={words.title} lead={words.lead(email)} error={lastResult?.status === "error"} />
      <form method="post" className="card narrow stack" noValidate>
        {/* For the password manager: whose password this is. They pass over inputs of type hidden. */}
        <input
          className="hidden"
          type="email"
          name="username"
          autoComplete="username"
          defaultValue={email}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        <div>
          <TextField
            name="password"
            label={words.password.label}
            hint={words.password.hint}
            value={undefined}
            error={errorOf(lastResult, "password")}
            input={{ type: "password", autoComplete: "new-password" }}
          />
        </div>
        <section>
          <h2>{words.app}</h2>
          <p>{words.appLead}</p>
          <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={words.qr}>
            <path d={qr.path} />
          </svg>
          <p>
            {words.key}: <code>{base32.match(/.{1,4}/g)?.join(" ")}</code>
          </p>
          <p>
            <a className="target" href={address}>
              {words.open}
            </a>
          </p>
        </section>
        <div>
          <TextField
            name="code"
            label={words.code.label}
            hint={words.code.hint}
            value={undefined}
            error={errorOf(lastResult, "code")}
            input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code" }}
          />
        </div>
        <SubmitButton>{words.submit}</SubmitButton>
      </form>
    </DeskFrame>
  );
}
