import { useLoaderData } from "react-router";
import { Head } from "#app/ui/head.tsx";
import { NoSlotsPage, noSlotsTitle } from "#app/ui/waitlist/no-slots-page.tsx";
import type { NoSlotsView } from "#app/views/waitlist/no-slots-view.ts";

/** What the app's own loader answers for the demo's service without free time. */
export function loader(): NoSlotsView {
  return {
    state: "service",
    service: {
      title: "Первичная консультация",
      format: "online",
      durationMinutes: 50,
      waitlistOpen: true,
    },
    availability: "none",
    elsewhere: true,
    promised: "до вторника, 12 января",
    away: null,
    messengers: ["telegram"],
    concierges: [],
    formAction: "/booking/no-slots/?service_slug=primary",
    slotsHref: "/booking/slot/?service_slug=primary",
    otherServicesHref: "/booking/",
  };
}

export default function Page() {
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <Head page="noSlots" path="/booking/no-slots/" origin="http://127.0.0.1" title={noSlotsTitle(view)} />
      <NoSlotsPage view={view} lastResult={undefined} />
    </>
  );
}
