import { type ReactNode, useState } from "react";
import { useFetcher, useLocation, useParams } from "react-router";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { PersonAnswer } from "#app/views/people/desk-person-view.ts";

/**
 * Every act of the page uses one fetcher per request, so that the page knows the pending act and its answer. An answer,
 * above all a contact, never appears on the page of another request.
 */
export function usePersonFetcher(what: "act" | "reveal") {
  const { requestId } = useParams();
  return useFetcher<PersonAnswer>({ key: `${what} ${requestId}` });
}

/** The answer to the last act. A fetcher keeps an earlier answer over the redirect of a later, successful act. */
export function useActAnswer(): PersonAnswer | null {
  const { data } = usePersonFetcher("act");
  const { key } = useLocation();
  const [answered, setAnswered] = useState({ data, key });
  if (answered.data !== data) setAnswered({ data, key });
  return data && answered.data === data && answered.key === key ? data : null;
}

type ActFormProps = {
  intent: string;
  /** The request's last change on this page. */
  seen: string;
  button: string;
  quiet?: boolean;
  danger?: boolean;
  children?: ReactNode;
};

export function ActForm({ intent, seen, button, quiet = true, danger = false, children }: ActFormProps) {
  const fetcher = usePersonFetcher("act");
  return (
    <DeskForm fetcher={fetcher} method="post" noValidate className="act">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="seen" value={seen} />
      {children}{" "}
      <DeskButton quiet={quiet} danger={danger}>
        {button}
      </DeskButton>
    </DeskForm>
  );
}
