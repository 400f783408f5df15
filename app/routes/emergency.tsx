import { appContext } from "#app/context.ts";
import { EmergencyPage } from "#app/ui/emergency-page.tsx";
import { Head } from "#app/ui/head.tsx";
import type { Route } from "./+types/emergency";

export function loader({ context }: Route.LoaderArgs) {
  return { origin: context.get(appContext).config.publicOrigin };
}

export default function Emergency({ loaderData: { origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="emergency" path="/emergency/" origin={origin} />
      <EmergencyPage />
    </>
  );
}
