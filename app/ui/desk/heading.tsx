import type { ReactNode } from "react";
import { deskCopy } from "#app/copy/desk.ts";
import { copy } from "#app/copy/ru.ts";

type DeskHeadingProps = {
  title: string;
  lead?: ReactNode;
  /** A form of the page was refused: the tab's title says so first. */
  error?: boolean;
  /** The page's actions, beside its name. */
  children?: ReactNode;
};

/** The name of a desk page, on the page and in the browser's tab. */
export function DeskHeading({ title, lead, error = false, children }: DeskHeadingProps) {
  return (
    <>
      <title>{`${error ? copy.errorPrefix : ""}${title} · ${deskCopy.title}`}</title>
      <div className="heading">
        <h1>{title}</h1>
        {children}
      </div>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
    </>
  );
}
