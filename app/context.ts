import { createContext } from "react-router";
import type { App } from "./composition.server.ts";

export type { App };

import type { ForeignForm } from "./http/foreign-form.ts";

export const appContext = createContext<App>();

/** What only the server knows of a request. */
export type RequestFacts = {
  /** The method of the request itself: after a rejected POST React Router runs the loader again, as a GET. */
  method: string;
  /** Prefix of the client's address (IPv4 /32, IPv6 /64). */
  addressPrefix: string;
  /** The body was larger than what any of our forms sends, and was not read. */
  bodyTooLarge: boolean;
  /** Set where the browser says that a form is another site's: it is not worked. */
  foreign: ForeignForm | null;
  /** Does `work` when the page goes out as it was asked for (200, or 304 to who has it): not for a fault, a refusal, a redirect. */
  whenShown(work: () => void): void;
};
export const requestFacts = createContext<RequestFacts>();
