import { data } from "react-router";
import { z } from "zod";

const uuid = z.uuid();

/** An id in an address. A malformed id is a page that does not exist. */
export function uuidParam(text: string): string {
  const parsed = uuid.safeParse(text);
  if (!parsed.success) throw data(null, { status: 404 });
  return parsed.data;
}
