import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { ThanksPage } from "#app/ui/waitlist/thanks-page.tsx";
import { todayWords } from "#app/views/timetable/today.ts";
import { sentView } from "#app/views/waitlist/thanks-view.ts";
import type { Route } from "./+types/booking.no-slots_.thanks";

export const loader = fitForFastLane(async ({ url, context }) => {
  const { timetable, config, getThanks, clock } = context.get(appContext);
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
  const sealed = url.searchParams.get("of");
  const justSent = sealed === null ? null : await getThanks.execute(sealed);
  const promised = known ? todayWords(known.practice, clock()).promised : null;
  const page = {
    promised,
    origin: config.publicOrigin,
    messengers: config.messengers,
    sent: justSent && sentView(justSent),
  };
  // A page with a contact is cached neither by browsers nor by the fast lane.
  return justSent ? data(page, { headers: { "Cache-Control": "no-store" } }) : data(page);
});

export function headers({ loaderHeaders }: Route.HeadersArgs) {
  return loaderHeaders;
}

export default function Thanks({ loaderData: { promised, origin, messengers, sent } }: Route.ComponentProps) {
  return (
    <>
      <Head page="thanks" path={addresses.thanks()} origin={origin} />
      <ThanksPage promised={promised} sent={sent} messengers={messengers} />
    </>
  );
}
