import { createContext } from "react-router";
import type { App } from "./composition.server.ts";

export type { App };

import type { ForeignForm } from "./http/foreign-form.ts";

export const appContext = createContext<App>();

/** What only the server knows of a request. */
export type RequestFacts = {
  /** The request's own method: after a rejected POST React Router runs the loader again, as a GET. */
  method: string;
  /** Prefix of the client's address (IPv4 /32, IPv6 /64). */
  addressPrefix: string;
  /** The body was larger than any of our forms, and was not read. */
  bodyTooLarge: boolean;
  /** Set where the browser reports another site's form: it is not processed. */
  foreign: ForeignForm | null;
  /** Runs `work` when the page is sent as requested (200, or 304): not for an error, a refusal or a redirect. */
  whenShown(work: () => void): void;
};
export const requestFacts = createContext<RequestFacts>();
