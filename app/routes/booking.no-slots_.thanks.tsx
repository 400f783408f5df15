import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { ThanksPage } from "#app/ui/waitlist/thanks-page.tsx";
import type { Route } from "./+types/booking.no-slots_.thanks";

export const loader = fitForFastLane(async ({ context }) => {
  const { timetable, config } = context.get(appContext);
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
  return data({
    answerWithinWorkingDays: known?.practice.answerWithinWorkingDays ?? null,
    origin: config.publicOrigin,
  });
});

export default function Thanks({ loaderData: { answerWithinWorkingDays, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="thanks" path="/booking/no-slots/thanks/" origin={origin} />
      <ThanksPage answerWithinWorkingDays={answerWithinWorkingDays} />
    </>
  );
}
