import type { Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { type TeamNews, whoIsTold } from "#app/domain/team/team-news.ts";

type Told = Pick<Repositories, "operators" | "jobs">;

/** Queues one mail per recipient of news about an account, in the caller's transaction. Locks the owners until it ends. */
export async function tellTeam({ operators, jobs }: Told, ids: Ids, about: TeamNews, accountId: string): Promise<void> {
  const told = whoIsTold(about, accountId, await operators.lockActiveOwners());
  if (told.length === 0) return;
  await jobs.enqueue(
    told.map((operatorId) => ({ name: "warn-operator", data: { mailId: ids.uuid(), operatorId, about, accountId } })),
  );
}
