/** News about an operator's account, sent by mail. `owner_invited` and `factor_replaced` go to every owner. */
export const TEAM_NEWS = ["owner_invited", "factor_replaced", "recovery_code_used", "password_changed"] as const;
export type TeamNews = (typeof TEAM_NEWS)[number];

const TO_EVERY_OWNER: readonly TeamNews[] = ["owner_invited", "factor_replaced"];
const TO_ONESELF: readonly TeamNews[] = ["factor_replaced", "recovery_code_used", "password_changed"];

/** The ids of the recipients; `owners` are those who can sign in. */
export function whoIsTold(what: TeamNews, aboutId: string, owners: readonly string[]): string[] {
  const told = [...(TO_EVERY_OWNER.includes(what) ? owners : []), ...(TO_ONESELF.includes(what) ? [aboutId] : [])];
  return [...new Set(told)];
}
