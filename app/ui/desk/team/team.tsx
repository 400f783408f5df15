import { deskCopy } from "#app/copy/desk.ts";
import { settingsCopy } from "#app/copy/desk-door.ts";
import { OPERATOR_ROLES, type Operator, type OperatorRole } from "#app/domain/team/operator.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";

const words = settingsCopy.team;

export type ColleagueRow = Operator & {
  state: keyof typeof words.states;
  /** The role that an open invitation gives. */
  invitedAs: OperatorRole | null;
};

/** The operators of the desk. */
export function Team({ team, self, lastResult }: { team: ColleagueRow[]; self: string; lastResult: LastResult }) {
  const { columns } = words;
  return (
    <section className="card stack">
      <h2>{words.title}</h2>
      <Table caption={words.title} columns={Object.values(columns)}>
        {team.map((colleague) => (
          <tr key={colleague.id}>
            <Cell column={columns.who}>
              <span>{colleague.email}</span>{" "}
              {colleague.id === self ? <span className="soft">({words.you})</span> : null}
            </Cell>
            <Cell column={columns.role}>{deskCopy.roles[colleague.role]}</Cell>
            <Cell column={columns.state}>
              <span>{words.states[colleague.state]}</span>
              {colleague.invitedAs === null ? null : (
                <span className="soft">{`, ${words.invitedAs(deskCopy.roles[colleague.invitedAs])}`}</span>
              )}
            </Cell>
            <Cell column={columns.actions}>{colleague.id === self ? null : <Actions colleague={colleague} />}</Cell>
          </tr>
        ))}
      </Table>
      <Invite lastResult={lastResult} />
    </section>
  );
}

function Actions({ colleague: { id, email, role, state, invitedAs } }: { colleague: ColleagueRow }) {
  const other = role === "owner" ? "assistant" : "owner";
  return (
    <div className="row">
      <DeskForm method="post">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="role" value={invitedAs ?? role} />
        <DeskButton quiet name="intent" value="invite">
          {words.inviteAgain}
        </DeskButton>
      </DeskForm>
      {state === "disabled" ? null : (
        <DeskForm method="post">
          <input type="hidden" name="operator_id" value={id} />
          <input type="hidden" name="role" value={other} />
          <DeskButton quiet name="intent" value="role">
            {words.makeRole[other]}
          </DeskButton>
        </DeskForm>
      )}
      {state === "disabled" && invitedAs === null ? null : (
        <DeskForm method="post">
          <input type="hidden" name="operator_id" value={id} />
          <DeskButton danger name="intent" value="disable">
            {words.disable}
          </DeskButton>
        </DeskForm>
      )}
    </div>
  );
}

function Invite({ lastResult }: { lastResult: LastResult }) {
  const role = typedIn(lastResult, "role") ?? "assistant";
  return (
    <DeskForm method="post" className="stack" noValidate>
      <h3>{words.inviteTitle}</h3>
      <input type="hidden" name="intent" value="invite" />
      <div>
        <TextField
          name="email"
          label={words.email.label}
          hint={words.email.hint}
          value={typedIn(lastResult, "email")}
          error={errorOf(lastResult, "email")}
          input={{ type: "email", autoComplete: "off", autoCapitalize: "none", spellCheck: false }}
        />
      </div>
      <FieldGroup name="role" legend={words.role} error={errorOf(lastResult, "role")}>
        {OPERATOR_ROLES.map((each, index) => (
          <Radio
            key={each}
            name="role"
            value={each}
            label={deskCopy.roles[each]}
            checked={role === each}
            first={index === 0}
          />
        ))}
      </FieldGroup>
      <DeskButton>{words.invite}</DeskButton>
    </DeskForm>
  );
}
