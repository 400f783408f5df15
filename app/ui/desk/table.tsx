import type { ReactNode } from "react";

/** A table that a phone shows as cards: every cell carries its column's name, which is read with it. */
export function Table({
  caption,
  columns,
  look = "",
  children,
}: {
  caption: string;
  columns: readonly string[];
  look?: string;
  children: ReactNode;
}) {
  return (
    <table className={`table ${look}`}>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** `column` is the name of its column. */
export function Cell({ column, children }: { column: string; children: ReactNode }) {
  return (
    <td>
      <span className="column" aria-hidden="true">
        {column}
      </span>
      <div>{children}</div>
    </td>
  );
}
