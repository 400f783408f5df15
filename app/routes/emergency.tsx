import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { EmergencyPage } from "#app/ui/emergency-page.tsx";
import { Head } from "#app/ui/head.tsx";
import type { Route } from "./+types/emergency";

export const loader = fitForFastLane(async ({ context }) =>
  data({ origin: context.get(appContext).config.publicOrigin }),
);

export default function Emergency({ loaderData: { origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="emergency" path={addresses.emergency()} origin={origin} />
      <EmergencyPage />
    </>
  );
}
