import { addresses } from "#app/addresses.ts";
import type { Messenger, NamedBot } from "#app/domain/chat/messenger.ts";

/** A way to the concierge in one messenger. */
export type ConciergeLink = { messenger: Messenger; href: string; botName: string };

/** What the pages know of the messengers: those that are switched on, and the bots that they name, in their order. */
export type ShownMessengers = { messengers: Messenger[]; bots: NamedBot[] };

type Carried = Parameters<(typeof addresses.concierge)["telegram"]>[0];

/** The ways to the concierge from a page, which carry its service and campaign. */
export const conciergesOf = (bots: readonly NamedBot[], carried: Carried): ConciergeLink[] =>
  bots.map(({ messenger, name }) => ({
    messenger,
    href: addresses.concierge[messenger](carried),
    botName: `@${name}`,
  }));

/** What the words of a form may mention. */
export const saidOf = ({ bots, messengers }: ShownMessengers) => ({
  concierges: bots.map(({ messenger }) => messenger),
  messengers,
});
