import { appContext } from "#app/context.ts";
import { may } from "#app/domain/operator.ts";
import { requireOperator } from "#app/http/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { AuditPage } from "#app/ui/desk/audit-page.tsx";
import type { Route } from "./+types/desk.audit";

const ENTRY = /^\d{1,15}$/;

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_audit");
  const app = args.context.get(appContext);
  const before = args.url.searchParams.get("before") ?? "";
  const place = ENTRY.test(before) ? Number(before) : null;
  const [{ entries, next }, { practice }] = await orServiceUnavailable(
    Promise.all([app.getAudit.execute(operator, place), app.getSettings.execute(operator)]),
  );
  return { entries, next, paged: place !== null, whole: may(operator, "see_whole_audit"), timeZone: practice.timeZone };
}

export default function Audit({ loaderData }: Route.ComponentProps) {
  return <AuditPage {...loaderData} />;
}
