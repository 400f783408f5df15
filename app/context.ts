import { createContext } from "react-router";
import type { App } from "./composition.server.ts";

export const appContext = createContext<App>();

/** What only the server knows of a request. */
export type RequestFacts = {
  /** The method of the request itself: after a rejected POST React Router runs the loader again, as a GET. */
  method: string;
  /** Prefix of the client's address (IPv4 /32, IPv6 /64). */
  addressPrefix: string;
  /** The body was larger than what any of our forms sends, and was not read. */
  bodyTooLarge: boolean;
};
export const requestFacts = createContext<RequestFacts>();
