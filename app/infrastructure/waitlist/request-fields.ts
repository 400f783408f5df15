import { type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

type Field = keyof WaitlistRequest;
/** `save` of a repeat, and `update` after any other change. */
type Writer = "save" | "update";

/** A field without its writers does not compile; a field that neither writes keeps its first value. */
export type FieldWriters = Record<Field, readonly Writer[]>;

export const WRITERS: FieldWriters = {
  id: [],
  serviceId: [],
  leadId: ["update"],
  preferredContactMethod: [],
  preferredTimeWindow: ["save", "update"],
  status: ["save", "update"],
  closedReason: ["update"],
  source: [],
  utm: [],
  createdAt: [],
  updatedAt: ["save", "update"],
  expiresAt: ["save", "update"],
  answerBy: ["save"],
  contactedAt: ["save", "update"],
  closedAt: ["update"],
  pausedAt: ["save", "update"],
  quarantinedAt: ["update"],
  // Written for all requests of a contact at once.
  unreachableAt: [],
  leaveRequestedAt: ["save", "update"],
  renewalAskedAt: ["save", "update"],
  repeatedAt: ["save", "update"],
  windowBeforeRepeat: ["save", "update"],
  linkVersion: ["update"],
};

const isField = (name: string): name is Field => Object.hasOwn(WRITERS, name);
export const REQUEST_FIELDS: readonly Field[] = Object.keys(WRITERS).filter(isField);
export const fieldsWrittenBy = (writer: Writer): Field[] =>
  REQUEST_FIELDS.filter((field) => WRITERS[field].includes(writer));

export const requestColumns = {
  id: waitlistRequests.id,
  serviceId: waitlistRequests.serviceId,
  leadId: waitlistRequests.leadId,
  preferredContactMethod: waitlistRequests.preferredContactMethod,
  preferredTimeWindow: waitlistRequests.preferredTimeWindow,
  status: waitlistRequests.status,
  closedReason: waitlistRequests.closedReason,
  source: waitlistRequests.source,
  utm: waitlistRequests.utm,
  createdAt: waitlistRequests.createdAt,
  updatedAt: waitlistRequests.updatedAt,
  expiresAt: waitlistRequests.expiresAt,
  answerBy: waitlistRequests.answerBy,
  contactedAt: waitlistRequests.contactedAt,
  closedAt: waitlistRequests.closedAt,
  pausedAt: waitlistRequests.pausedAt,
  quarantinedAt: waitlistRequests.quarantinedAt,
  unreachableAt: waitlistRequests.unreachableAt,
  leaveRequestedAt: waitlistRequests.leaveRequestedAt,
  renewalAskedAt: waitlistRequests.renewalAskedAt,
  repeatedAt: waitlistRequests.repeatedAt,
  windowBeforeRepeat: waitlistRequests.windowBeforeRepeat,
  linkVersion: waitlistRequests.linkVersion,
} satisfies Record<Field, PgColumn>;

/** What `update` writes of a request. */
export function changesOf(request: WaitlistRequest): Partial<WaitlistRequest> {
  const changes: Partial<WaitlistRequest> = {};
  const take = <Each extends Field>(field: Each) => {
    changes[field] = request[field];
  };
  for (const field of fieldsWrittenBy("update")) take(field);
  return changes;
}

/** The end of the insert with which `save` also writes a repeat. */
export function onRepeat(): SQL {
  const columns = fieldsWrittenBy("save").map((field) => sql.identifier(toSnakeCase(field)));
  const set = columns.map((column) => sql`${column} = excluded.${column}`);
  return sql`on conflict (id) do update set ${sql.join(set, sql`, `)}`;
}
