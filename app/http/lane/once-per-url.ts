/**
 * Derives a value from an address that nobody changes, and returns the same value for the same URL object: the fast lane passes
 * one for all requests of an address. A different `setting` derives again.
 */
export function oncePerUrl<Setting, Result>(derive: (query: URLSearchParams, setting: Setting) => Result) {
  const latest = new WeakMap<URL, { setting: Setting; result: Result }>();
  return (url: URL, setting: Setting): Result => {
    const known = latest.get(url);
    if (known && known.setting === setting) return known.result;
    const result = derive(url.searchParams, setting);
    latest.set(url, { setting, result });
    return result;
  };
}
