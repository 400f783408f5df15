import { createContext, type RouterContextProvider } from "react-router";
import type { OpenSession } from "#app/application/team/door/get-desk-operator.ts";
import type { DeskAction, Operator } from "#app/domain/team/operator.ts";

export type DeskArgs = { request: Request; context: Readonly<RouterContextProvider> };
/** `url` is the requested address, without what React Router adds. */
export type ActArgs = DeskArgs & { url: URL };

/** The operator of this request and their session. */
export const operatorContext = createContext<{ operator: Operator; session: OpenSession }>();

/** The submitted fields, once a form was read. */
export const sentFieldsContext = createContext<FormData>(new FormData());

/** Details of a refusal beside its status: what was refused, to whom, and when to retry. */
export type Refusal = { what?: DeskAction | "cross-site" | "code"; operator?: string; retryAfterSeconds?: number };
export const refusalContext = createContext<Refusal>({});
