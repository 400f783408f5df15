import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { MailArchive } from "#app/application/ports/mail.ts";
import type { ErasureList } from "#app/application/ports/privacy.ts";
import type { ErasureReason } from "#app/domain/retention.ts";

/** A mail of an erased request may be in flight. A later attempt of the job destroys its text. */
export class MailUnderWayError extends Error {
  override name = "MailUnderWayError";
}

type Parts = {
  database: Database;
  archive: MailArchive;
  erasureList: ErasureList;
  ids: Ids;
  clock: Clock;
};

/** Destroys our stored mails to a person whose contact or chat was destroyed, and puts the erasure on the list beside the backups. */
export class DestroyMailsUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `MailUnderWayError`, to be retried. */
  async execute({ requestId, reason }: { requestId: string; reason: ErasureReason }): Promise<void> {
    const { database, archive, erasureList, ids, clock } = this.#parts;
    const found = await database.transaction(({ mails }) => mails.ofRequest(requestId, clock()));
    // The mail that asked a caller for consent has the id that their request then has.
    const outbox = await archive.destroy([...found.ids, requestId]);
    if (outbox > 0) {
      const erasure = {
        id: ids.uuid(),
        waitlistRequestId: requestId,
        reason,
        destroyed: { outbox },
        erasedAt: clock(),
      };
      await database.transaction(({ retention }) => retention.record([erasure]));
    }
    erasureList.add({ waitlistRequestId: requestId, reason, erasedAt: clock() });
    if (found.underWay) throw new MailUnderWayError();
  }
}
