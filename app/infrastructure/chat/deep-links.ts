import { and, eq, gt, isNull } from "drizzle-orm";
import type { DeepLinkRepository } from "#app/application/ports/chat.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import { deepLinks } from "#app/infrastructure/tables/chat.ts";
import { storedUtm } from "#app/infrastructure/waitlist/stored-values.ts";

export function deepLinkRepository(db: Db): DeepLinkRepository {
  return {
    add: (link) => insertList(db, deepLinks, [{ ...link, subscribedAt: null }]),

    async find(id, now) {
      const [row] = await db
        .select()
        .from(deepLinks)
        .where(and(eq(deepLinks.id, id), gt(deepLinks.expiresAt, now)));
      return row ? { ...row, utm: storedUtm(row.utm, "deep_links", row.id) } : null;
    },

    async subscribeOnce(id, now) {
      const first = await db
        .update(deepLinks)
        .set({ subscribedAt: now })
        .where(and(eq(deepLinks.id, id), isNull(deepLinks.subscribedAt)))
        .returning({ id: deepLinks.id });
      return first.length > 0;
    },
  };
}
