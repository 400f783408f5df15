import { TOTP } from "otpauth";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { form, send } from "../http.ts";
import { expect, type Practice } from "../practice.ts";
import { auditBy, operatorNamed } from "../records/team.ts";

/** What an act added to the audit log, and about what. */
type Written = [DeskAuditAction, "request" | "slot" | "service" | "operator" | null, unknown];

/** An owner who signed in like a person; every act is checked for its audit entry. */
export async function auditedOwner(practice: Practice) {
  const email = `audited.${crypto.randomUUID().slice(0, 8)}@practice.example`;
  const { token } = await practice.invite(email);
  const { id } = await operatorNamed(practice, email);
  let cookie = "";
  const get = (at: string) => send(practice.origin + at, { headers: { Cookie: cookie } });
  const written = async () => {
    const rows = await auditBy(practice, id);
    return rows.map(({ action, subjectKind, details }) => [action, subjectKind, details]);
  };
  async function does(at: string, fields: Record<string, string>, ...wrote: Written[]) {
    const before = await written();
    const { headers, ...rest } = form(fields);
    const answer = await send(practice.origin + at, { ...rest, headers: { ...headers, Cookie: cookie } });
    const [sent] = answer.headers["set-cookie"] ?? [];
    if (sent) cookie = sent.split(";")[0] ?? "";
    expect([at, fields.intent, (await written()).slice(before.length)]).toEqual([at, fields.intent, wrote]);
    return answer;
  }
  const invitation = await get(`/desk/invite/${token}/`);
  const base32 = (/<code>([A-Z2-7 ]+)<\/code>/.exec(invitation.body)?.[1] ?? "").replaceAll(" ", "");
  const code = () => new TOTP({ secret: base32 }).generate();
  const offer = /name="offer" value="([^"]+)"/.exec(invitation.body)?.[1] ?? "";
  return { id, email, invitation: `/desk/invite/${token}/`, offer, code, get, does };
}
