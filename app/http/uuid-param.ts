import { data } from "react-router";
import { z } from "zod";

const uuid = z.uuid();

/** An id in an address. A malformed id is a page that does not exist. */
export function uuidParam(text: string): string {
  const id = uuidOrNull(text);
  if (id === null) throw data(null, { status: 404 });
  return id;
}

/** An id in an address, where a malformed one is no id. In lower case, as the database writes it. */
export function uuidOrNull(text: string | null): string | null {
  const parsed = uuid.safeParse(text);
  return parsed.success ? parsed.data.toLowerCase() : null;
}
