import type { BadgeTone } from "#app/views/people/desk-badges.ts";

/** A state in a word or two. The colour repeats the word and carries no information of its own. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: string }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}
