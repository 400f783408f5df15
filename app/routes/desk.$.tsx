import { data } from "react-router";

/** Unknown desk addresses: only a signed-in operator learns which exist. */
export function loader() {
  throw data(null, { status: 404 });
}

export const action = loader;

export default function NoSuchPage() {
  return null;
}
