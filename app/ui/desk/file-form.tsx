import { type FormEvent, type ReactNode, useState } from "react";
import { deskCopy } from "#app/copy/desk.ts";
import { BusyButton } from "./desk-button.tsx";

type FileFormProps = { action: string; button: string; children?: ReactNode };

/** Requests a file. With JavaScript once at a time, with a visible busy state. */
export function FileForm({ action, button, children }: FileFormProps) {
  const [busy, setBusy] = useState(false);
  async function take(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    const file = await fileAt(form.action).finally(() => setBusy(false));
    // The browser itself shows another response: the sign-in, or an error.
    if (file) save(file);
    else form.submit();
  }
  return (
    <form method="post" action={action} onSubmit={take} aria-busy={busy || undefined}>
      {children}{" "}
      <BusyButton quiet busy={busy}>
        {button}
      </BusyButton>{" "}
      <span className="hidden" role="status">
        {busy ? deskCopy.working : ""}
      </span>
    </form>
  );
}

type NamedFile = { name: string; content: Blob };
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

/** `null`: no response, or the network is down. */
async function fileAt(address: string): Promise<NamedFile | null> {
  const answer = await fetch(address, { method: "POST", headers: FORM }).catch(() => null);
  const name = /filename="([^"]+)"/.exec(answer?.headers.get("Content-Disposition") ?? "")?.[1];
  return answer?.ok && name ? { name, content: await answer.blob() } : null;
}

function save({ name, content }: NamedFile): void {
  const href = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
