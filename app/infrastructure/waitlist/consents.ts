import { and, eq, isNull } from "drizzle-orm";
import type { ConsentRepository } from "#app/application/ports/waitlist.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import { consents } from "#app/infrastructure/tables/waitlist.ts";

export function consentRepository(db: Db): ConsentRepository {
  return {
    async append(list) {
      const rows = list.map(({ version, sha256, ...consent }) => ({
        ...consent,
        documentVersion: version,
        documentSha256: sha256,
        withdrawnAt: null,
      }));
      await insertList(db, consents, rows);
    },

    async withdraw(waitlistRequestId, at) {
      await db
        .update(consents)
        .set({ withdrawnAt: at })
        .where(and(eq(consents.waitlistRequestId, waitlistRequestId), isNull(consents.withdrawnAt)));
    },
  };
}
