import { data } from "react-router";
import { UnavailableError } from "#app/application/ports/database.ts";

/** An unavailable part becomes an honest 503 page; any other error stays a surprise. */
export async function orServiceUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof UnavailableError ? data(null, { status: 503, headers: { "Retry-After": "30" } }) : error;
  }
}
