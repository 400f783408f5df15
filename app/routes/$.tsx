/** No such address: thrown from a route with a page, so that the page of `root.tsx` answers with everything it has. */
export function loader() {
  throw new Response(null, { status: 404 });
}

export const action = loader;

export default function NoSuchPage() {
  return null;
}
