/** What a loader on the fast lane may ask of a request: reading these makes no Fetch request of it. */
export type LightRequest = { readonly method: string; readonly url: string; readonly headers: Pick<Headers, "get"> };
