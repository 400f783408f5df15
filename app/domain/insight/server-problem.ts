/** What the app finds wrong with the machine and the settings around it, at start and every hour. */
export const SERVER_PROBLEMS = [
  "mail_refused",
  "mail_away",
  "mail_tls",
  "host_changed",
  "page_closed",
  "page_away",
  "forms_refused",
  "clock",
  "disk",
  "file_rights",
] as const;
export type ServerProblem = (typeof SERVER_PROBLEMS)[number];

/** From the machine itself the address may be out of reach although everybody else opens it. */
export const isAlarming = (problem: ServerProblem): boolean => problem !== "page_away";
