import type { ServerBuild } from "react-router";

type Routes = ServerBuild["routes"];

/** The routes around a route, the nearest first. */
export function ancestorsOf(routes: Routes, id: string) {
  const ancestors = [];
  for (let each = routes[routes[id]?.parentId ?? ""]; each; each = routes[each.parentId ?? ""]) ancestors.push(each);
  return ancestors;
}

/** The pattern of a route's whole address, without a slash at its end. */
export function pathOf(routes: Routes, id: string): string {
  const pieces = [...ancestorsOf(routes, id).reverse(), routes[id]].flatMap((each) => each?.path || []);
  return `/${pieces.join("/")}`;
}
