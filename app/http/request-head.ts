/** What a loader on the fast lane may read: none of it creates a Fetch request. */
export type LightRequest = { readonly method: string; readonly url: string; readonly headers: Pick<Headers, "get"> };
