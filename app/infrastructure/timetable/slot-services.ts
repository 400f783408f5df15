import { and, arrayContains, eq, isNull, or, sql } from "drizzle-orm";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";

const { serviceId, otherServiceIds } = availabilitySlots;

/** `isForService` of the domain, in SQL. */
export const suitsServiceRow = (id: string) =>
  or(isNull(serviceId), eq(serviceId, id), arrayContains(otherServiceIds, [id]));

/** Joins each slot with every service that it is for. */
export const servicesOfSlotRow = or(
  isNull(serviceId),
  eq(services.id, serviceId),
  sql`${services.id} = any(${otherServiceIds})`,
);

/** Joins a slot with its service if that is the only one. */
export const onlyServiceOfSlotRow = and(eq(services.id, serviceId), sql`cardinality(${otherServiceIds}) = 0`);
