import type { Connection } from "#app/infrastructure/database/connection.ts";

/** The jobs of a killed worker come back after their minute: as if that were over. */
export const lostJobsComeBack = ({ run }: Connection) =>
  run("update pgboss.job set started_on = started_on - interval '1 minute' where state = 'active'");
