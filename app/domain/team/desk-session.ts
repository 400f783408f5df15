const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** A session ends this long after it began, even if it is in use (NIST SP 800-63B, section 4.2.3). */
export const SESSION_LASTS_HOURS = 12;
/** A session ends this long after its last use. */
const SESSION_IDLE_HOURS = 2;
/** The time allowed between the password and the code. */
const HALF_SESSION_LASTS_MINUTES = 10;
/** Irreversible acts ask for the code unless it was given this recently. */
export const CODE_LASTS_MINUTES = 15;
/** The number of contacts that may be shown in an hour before the code is asked for. */
export const REVEALS_WITHOUT_CODE = 50;
/** The last use of a session is stored at most this often. */
const TOUCHED_EVERY_MINUTES = 1;

/** What a session grants: after the password, only the step that asks for the code. */
export const DESK_SESSION_STAGES = ["password", "full"] as const;
export type DeskSessionStage = (typeof DESK_SESSION_STAGES)[number];

/** A stored session, identified by the hex SHA-256 of its token. No address and no browser. */
export type DeskSession = {
  tokenHash: string;
  /** The id by which its owner ends it. */
  id: string;
  operatorId: string;
  stage: DeskSessionStage;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  /** When a code was last proven in it; `null`: not yet. */
  codeAt: Date | null;
};

/** The database assigns it. */
export function openSession(
  tokenHash: string,
  operatorId: string,
  stage: DeskSessionStage,
  now: Date,
): Omit<DeskSession, "id"> {
  const lasts = stage === "full" ? SESSION_LASTS_HOURS * HOUR : HALF_SESSION_LASTS_MINUTES * MINUTE;
  const expiresAt = new Date(now.getTime() + lasts);
  const codeAt = stage === "full" ? now : null;
  return { tokenHash, operatorId, stage, createdAt: now, lastSeenAt: now, expiresAt, codeAt };
}

/** Whether the code was given so recently that it is not asked for again. */
export function isCodeFresh({ codeAt }: Pick<DeskSession, "codeAt">, now: Date): boolean {
  return codeAt !== null && now.getTime() - codeAt.getTime() < CODE_LASTS_MINUTES * MINUTE;
}

/** From when shown contacts count: the last hour, but not before the code was last given. */
export function revealsCountFrom({ codeAt }: Pick<DeskSession, "codeAt">, now: Date): Date {
  return new Date(Math.max(now.getTime() - HOUR, codeAt?.getTime() ?? 0));
}

export function isOver({ expiresAt, lastSeenAt }: DeskSession, now: Date): boolean {
  return now >= expiresAt || now.getTime() - lastSeenAt.getTime() >= SESSION_IDLE_HOURS * HOUR;
}

export function isToBeTouched({ lastSeenAt }: DeskSession, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= TOUCHED_EVERY_MINUTES * MINUTE;
}
