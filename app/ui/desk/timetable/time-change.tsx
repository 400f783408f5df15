import { Link } from "react-router";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { TimeChangeView } from "#app/views/timetable/time-change-view.ts";

/** What the last act came to, what stayed as it was, and the button that takes it back. */
export function TimeChange({ id, lines, left, calendarHref, undoUntil }: Omit<TimeChangeView, "undone">) {
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {left.length > 0 ? (
        <ul className="planned">
          {left.map(({ href, label, why }) => (
            <li key={`${href} ${label}`}>
              <Link className="target" to={href}>
                {label}
              </Link>
              : {why}
            </li>
          ))}
        </ul>
      ) : null}
      {calendarHref === null ? null : (
        <p>
          <Link className="target" to={calendarHref}>
            {words.range.toCalendar}
          </Link>
        </p>
      )}
      {undoUntil === null ? null : (
        <DeskForm method="post">
          <input type="hidden" name="intent" value="undo" />
          <input type="hidden" name="change" value={id} />
          <DeskButton quiet>{words.undo.button(undoUntil)}</DeskButton>
        </DeskForm>
      )}
    </>
  );
}
