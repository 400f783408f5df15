import { randomBytes, randomUUID } from "node:crypto";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { deepLinkIdFrom } from "#app/domain/chat/start-link.ts";

/**
 * UUIDs of version 7 (RFC 9562, 5.7): the time in front, the rest from Node, which buffers randomness. A library
 * that asks the system for each takes a third of the time of counting a view. Ids of one millisecond share its digits.
 */
function uuidsAt(clock: Clock): () => string {
  let at = Number.NaN;
  let front = "";
  return () => {
    const now = clock().getTime();
    if (now !== at) {
      at = now;
      front = now.toString(16).padStart(12, "0").replace(/^.{8}/, "$&-");
    }
    return `${front}-7${randomUUID().slice(15)}`;
  };
}

export const randomIds = (clock: Clock): Ids => ({
  uuid: uuidsAt(clock),
  deepLink: () => deepLinkIdFrom(randomBytes(32)),
});
