import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { auditCopy as words } from "#app/copy/desk-audit.ts";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Pager } from "#app/ui/desk/pager.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { AuditView } from "#app/views/team/audit-view.ts";

/** Who did what, to what and when. */
export function AuditPage({ whole, zone, entries, next, paged }: AuditView) {
  const { columns } = words;
  return (
    <>
      <DeskHeading title={words.title} lead={whole ? words.whole : words.own} />
      <p className="soft">{words.zone(zone)}</p>
      {entries.length === 0 ? (
        <EmptyState>{words.empty}</EmptyState>
      ) : (
        <Table caption={words.title} columns={Object.values(columns)}>
          {entries.map(({ id, at, who, what, about }) => (
            <tr key={id}>
              <Cell column={columns.at}>
                <time dateTime={at.iso}>{at.label}</time>
              </Cell>
              <Cell column={columns.who}>{who}</Cell>
              <Cell column={columns.what}>{what}</Cell>
              <Cell column={columns.about}>{about === null ? null : <About {...about} />}</Cell>
            </tr>
          ))}
        </Table>
      )}
      <Pager
        firstHref={paged ? addresses.desk.audit() : null}
        nextHref={next === null ? null : addresses.desk.audit({ before: String(next) })}
      />
    </>
  );
}

function About({ label, href }: { label: string; href: string | null }) {
  if (href === null) return <span className="soft">{label}</span>;
  return (
    <Link className="target" to={href}>
      {label}
    </Link>
  );
}
