import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { AuditPage } from "#app/ui/desk/team/audit-page.tsx";
import { auditView } from "#app/views/team/audit-view.ts";
import type { Route } from "./+types/desk.audit";

const ENTRY = /^\d{1,15}$/;

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_audit");
  const { getAudit } = args.context.get(appContext);
  const before = args.url.searchParams.get("before");
  if (before !== null && !ENTRY.test(before)) throw data(null, { status: 404 });
  const page = await orServiceUnavailable(getAudit.execute(operator, before === null ? null : Number(before)));
  return { ...auditView(page, operator), paged: before !== null };
}

export default function Audit({ loaderData }: Route.ComponentProps) {
  return <AuditPage {...loaderData} />;
}
