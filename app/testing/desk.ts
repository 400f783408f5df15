import { v7 } from "uuid";
import { type DeskSessionStage, openSession } from "#app/domain/team/desk-session.ts";
import type { OperatorRole } from "#app/domain/team/operator.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { deskSessions, operators } from "#app/infrastructure/tables/team.ts";
import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";

/** An operator without a password, who has a session from `addSession`. */
export async function addOperator(connection: Connection, role: OperatorRole = "owner") {
  const operator = { id: v7(), role, email: `${role}.${v7().slice(-12)}@practice.example` };
  await connection.db.insert(operators).values({ ...operator, createdAt: new Date() });
  return operator;
}

/** The token of a new session. */
export async function addSession(
  connection: Connection,
  operatorId: string,
  now = new Date(),
  stage: DeskSessionStage = "full",
): Promise<string> {
  const token = deskTokens.make();
  await connection.db.insert(deskSessions).values(openSession(deskTokens.hash(token), operatorId, stage, now));
  return token;
}
