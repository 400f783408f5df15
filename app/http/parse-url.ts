/** `URL.parse` of newer Nodes: `null` for an invalid address. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
