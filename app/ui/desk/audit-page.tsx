import { auditCopy as words } from "#app/copy/desk-door.ts";
import type { DeskAuditAction, DeskAuditSubject } from "#app/domain/desk-audit.ts";
import { momentLabel } from "../dates.ts";
import { DeskHeading } from "./heading.tsx";
import { EmptyState } from "./notice.tsx";
import { Pager } from "./pager.tsx";
import { Cell, Table } from "./table.tsx";

type Entry = {
  id: number;
  operator: string | null;
  action: DeskAuditAction;
  subject: DeskAuditSubject | null;
  at: Date;
  details: Record<string, string>;
};
type AuditPageProps = { entries: Entry[]; next: number | null; paged: boolean; whole: boolean; timeZone: string };

/** Who did what and when. */
export function AuditPage({ entries, next, paged, whole, timeZone }: AuditPageProps) {
  const { columns } = words;
  return (
    <>
      <DeskHeading title={words.title} lead={whole ? words.whole : words.own} />
      {entries.length === 0 ? (
        <EmptyState>{words.empty}</EmptyState>
      ) : (
        <Table caption={words.title} columns={Object.values(columns)}>
          {entries.map(({ id, operator, action, subject, at, details }) => (
            <tr key={id}>
              <Cell column={columns.at}>
                <time dateTime={at.toISOString()}>{momentLabel(at, timeZone)}</time>
              </Cell>
              <Cell column={columns.who}>{operator ?? words.nobody}</Cell>
              <Cell column={columns.what}>{words.actions[action]}</Cell>
              <Cell column={columns.about}>
                {subject === null ? null : <Subject subject={subject} />}
                <span className="soft"> {Object.values(details).join(", ")}</span>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      <Pager
        firstHref={paged ? "/desk/audit/" : null}
        nextHref={next === null ? null : `/desk/audit/?before=${next}`}
      />
    </>
  );
}

function Subject({ subject: { kind, id } }: { subject: DeskAuditSubject }) {
  const name = `${words.subjects[kind]} …${id.slice(-6)}`;
  return kind === "request" ? <a href={`/desk/requests/${id}/`}>{name}</a> : <span>{name}</span>;
}
