import { createContext, type RouterContextProvider } from "react-router";
import type { OpenSession } from "#app/application/team/door/get-desk-operator.ts";
import type { DeskAction, Operator } from "#app/domain/team/operator.ts";

export type DeskArgs = { request: Request; context: Readonly<RouterContextProvider> };
/** `url` is the address as it was asked for, without what React Router adds. */
export type ActArgs = DeskArgs & { url: URL };

/** Who came with this request, and in which session. */
export const operatorContext = createContext<{ operator: Operator; session: OpenSession }>();

/** The fields that were sent, once a form was read. */
export const sentFieldsContext = createContext<FormData>(new FormData());

/** More of a refusal than its status: what was refused, to whom, and when it may be tried again. */
export type Refusal = { what?: DeskAction | "cross-site" | "code"; operator?: string; retryAfterSeconds?: number };
export const refusalContext = createContext<Refusal>({});
