import type { Repositories } from "#app/application/ports/database.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { webhookReceipts } from "#app/infrastructure/tables/upkeep.ts";

export function webhookReceiptRepository(db: Db): Repositories["receipts"] {
  return {
    async takeOnce(provider, receiptId, receivedAt) {
      const taken = await db
        .insert(webhookReceipts)
        .values({ provider, receiptId, receivedAt })
        .onConflictDoNothing()
        .returning({ receiptId: webhookReceipts.receiptId });
      return taken.length > 0;
    },
  };
}
