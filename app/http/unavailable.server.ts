import { data } from "react-router";
import { UnavailableError } from "#app/application/ports/database.ts";

/** A part that is away becomes an honest 503 page; any other fault stays a surprise. */
export async function orServiceUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof UnavailableError ? data(null, { status: 503, headers: { "Retry-After": "30" } }) : error;
  }
}
