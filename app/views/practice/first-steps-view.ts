import { addresses } from "#app/addresses.ts";
import type { FirstSteps } from "#app/application/practice/get-first-steps.ts";
import { firstStepsCopy as words } from "#app/copy/first-steps.ts";

type Picture = { size: number; path: string };
/** `page`: the address to share, and its QR code. */
export type FirstStepsView = {
  steps: { label: string; href: string; done: boolean }[];
  ready: boolean;
  page: { address: string; qr: Picture };
};

/** The address that a practice shares. */
export const sharedAddress = (origin: string) => `${origin}${addresses.booking()}`;

export function firstStepsView({ about, services, time, documents }: FirstSteps, origin: string, qr: Picture) {
  const { steps: labels } = words;
  const steps = [
    { label: labels.about, href: addresses.desk.practice(), done: about },
    {
      label: labels.services,
      href: services ? addresses.desk.services() : addresses.desk.newService(),
      done: services,
    },
    { label: labels.time, href: addresses.desk.time(), done: time },
    { label: labels.documents, href: addresses.desk.documents(), done: documents },
  ];
  const ready = steps.every(({ done }) => done);
  return { steps, ready, page: { address: sharedAddress(origin), qr } } satisfies FirstStepsView;
}
