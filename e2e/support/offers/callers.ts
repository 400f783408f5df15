import { addresses } from "#app/addresses.ts";
import type { Practice } from "../practice.ts";

let phones = 0;
/** A number that nobody else in this run has. */
const somePhone = () => ({ method: "phone", value: `+7916${String(1_000_000 + phones++)}` }) as const;

/** Somebody called: the link by which they consent. */
export async function consentLinkOf(
  { app, origin }: Practice,
  asked: { operatorId: string; serviceId: string; slotId: string | null },
): Promise<string> {
  const outcome = await app.askConsent.execute({ ...asked, contact: somePhone() });
  if (outcome.status !== "asked") throw new Error(outcome.status);
  const shown = await app.revealCaller.execute({
    callerId: outcome.callerId,
    operatorId: asked.operatorId,
    codeAt: new Date(),
  });
  if (shown.status !== "revealed") throw new Error(shown.status);
  return origin + addresses.consent(shown.token);
}
