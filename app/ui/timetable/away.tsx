/** The practice's days off, for visitors. */
export function Away({ words }: { words: string | null }) {
  return words === null ? null : <p className="notice">{words}</p>;
}
