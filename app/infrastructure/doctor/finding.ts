import type { ServerProblem } from "#app/domain/insight/server-problem.ts";

/** `warning`: it works, and something may surprise later. `words` repeat no secret. `problem`: what the desk says of it. */
export type Finding = { what: string; state: "ok" | "warning" | "fault"; words: string; problem?: ServerProblem };

export const ok = (what: string, words: string): Finding => ({ what, state: "ok", words });
export const warning = (what: string, words: string): Finding => ({ what, state: "warning", words });
export const fault = (what: string, words: string, problem?: ServerProblem): Finding => ({
  what,
  state: "fault",
  words,
  ...(problem && { problem }),
});
