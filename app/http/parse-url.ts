/** `URL.parse` of newer Nodes: `null` for what is no address. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
