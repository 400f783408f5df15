import { accountCopy } from "#app/copy/desk-account.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";

const words = accountCopy.sessions;

type Moment = { iso: string; label: string };
export type SessionView = { id: string; what: "present" | "other" | "half"; began: Moment; seen: Moment };

/** One's sessions: neither address nor browser is stored, so times tell them apart. */
export function OwnSessions({ sessions }: { sessions: SessionView[] }) {
  const { columns } = words;
  return (
    <section className="card stack">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <Table caption={words.title} columns={Object.values(columns)}>
        {sessions.map(({ id, what, began, seen }) => (
          <tr key={id}>
            <Cell column={columns.began}>
              <time dateTime={began.iso}>{began.label}</time>
            </Cell>
            <Cell column={columns.seen}>
              <time dateTime={seen.iso}>{seen.label}</time>
            </Cell>
            <Cell column={columns.state}>{words[what]}</Cell>
            <Cell column={columns.actions}>
              <DeskForm method="post" className="row" reloadDocument={what === "present"}>
                <input type="hidden" name="session" value={id} />
                <DeskButton quiet name="intent" value="end" label={words.endLabel(began.label)}>
                  {words.end}
                </DeskButton>
              </DeskForm>
            </Cell>
          </tr>
        ))}
      </Table>
      <p>{words.everywhereLead}</p>
      <DeskForm method="post" reloadDocument>
        <DeskButton quiet name="intent" value="everywhere">
          {words.everywhere}
        </DeskButton>
      </DeskForm>
    </section>
  );
}
