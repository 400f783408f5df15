/** `warning`: it works, and something may surprise later. `words` repeat no secret. */
export type Finding = { what: string; state: "ok" | "warning" | "fault"; words: string };

export const ok = (what: string, words: string): Finding => ({ what, state: "ok", words });
export const warning = (what: string, words: string): Finding => ({ what, state: "warning", words });
export const fault = (what: string, words: string): Finding => ({ what, state: "fault", words });
