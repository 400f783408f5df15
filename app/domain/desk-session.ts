const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** A session ends this long after it began, whatever is done with it (NIST SP 800-63B, section 4.2.3). */
export const SESSION_LASTS_HOURS = 12;
/** And this long after it was last used. */
export const SESSION_IDLE_HOURS = 2;
/** Between the password and the code. */
const HALF_SESSION_LASTS_MINUTES = 10;
/** That a session was used is written down no more often than this. */
const TOUCHED_EVERY_MINUTES = 1;

/** What a session opens: after the password, only the step that asks for the code. */
export const DESK_SESSION_STAGES = ["password", "full"] as const;
export type DeskSessionStage = (typeof DESK_SESSION_STAGES)[number];

/** A session as it is kept: by the hex SHA-256 of its token. No address and no browser. */
export type DeskSession = {
  tokenHash: string;
  operatorId: string;
  stage: DeskSessionStage;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

export function openSession(tokenHash: string, operatorId: string, stage: DeskSessionStage, now: Date): DeskSession {
  const lasts = stage === "full" ? SESSION_LASTS_HOURS * HOUR : HALF_SESSION_LASTS_MINUTES * MINUTE;
  const expiresAt = new Date(now.getTime() + lasts);
  return { tokenHash, operatorId, stage, createdAt: now, lastSeenAt: now, expiresAt };
}

export function isOver({ expiresAt, lastSeenAt }: DeskSession, now: Date): boolean {
  return now >= expiresAt || now.getTime() - lastSeenAt.getTime() >= SESSION_IDLE_HOURS * HOUR;
}

export function isToBeTouched({ lastSeenAt }: DeskSession, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= TOUCHED_EVERY_MINUTES * MINUTE;
}
