import type { Troubles } from "#app/application/insight/get-health.ts";
import { channelsCopy } from "#app/copy/desk-channels.ts";
import { momentLabel } from "../dates.ts";

/** The channels that take nothing, in words. */
export function bannersOf({ channels, timeZone }: Pick<Troubles, "channels" | "timeZone">): string[] {
  return channels.map(({ channel, fault, since }) =>
    channelsCopy[fault](channelsCopy.names[channel], momentLabel(since, timeZone)),
  );
}
