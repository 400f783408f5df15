import { peopleOf } from "#app/wiring/people.server.ts";
import { addOperator } from "./desk.ts";
import type { TestWaitlist } from "./waitlist.ts";

/** An operator's acts on a test's people, by two operators. */
export async function deskOver(waitlist: TestWaitlist) {
  const { connection } = waitlist;
  const anna = await addOperator(connection, "owner");
  const boris = await addOperator(connection, "assistant");
  return {
    ...peopleOf(waitlist),
    anna,
    boris,
    /** The fields of Anna's page of a request. */
    async seen(requestId: string, operatorId = anna.id) {
      return { requestId, operatorId, seenAt: (await waitlist.row(requestId)).updatedAt };
    },
    async audit(requestId: string): Promise<Record<string, unknown>[]> {
      const { rows } = await connection.run(
        "select operator_id, action, details from desk_audit where subject_id = $1 order by id",
        [requestId],
      );
      return rows.map((row) => Object(row));
    },
  };
}
export type TestDesk = Awaited<ReturnType<typeof deskOver>>;
