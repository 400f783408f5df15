import { data } from "react-router";

/** No such address at the desk: it is for whoever is signed in to know which there are. */
export function loader() {
  throw data(null, { status: 404 });
}

export const action = loader;

export default function NoSuchPage() {
  return null;
}
