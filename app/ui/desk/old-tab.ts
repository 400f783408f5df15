import { useEffect } from "react";
import { useNavigation } from "react-router";
import { areas } from "#app/addresses.ts";

const KEY = "desk-going-to";

/**
 * After a deploy an open page can load no further code of its build. React Router 7.18.4 then reloads the same page and
 * forgets the intended navigation. The reloaded page continues it.
 */
export function useWayOn(): void {
  const { state, location } = useNavigation();
  const goingTo = state === "loading" ? location.pathname + location.search : null;
  useEffect(() => {
    const [entry] = performance.getEntriesByType("navigation");
    const reloaded = entry instanceof PerformanceNavigationTiming && entry.type === "reload";
    const wanted = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (reloaded && wanted?.startsWith(areas.desk)) window.location.replace(wanted);
  }, []);
  useEffect(() => {
    if (goingTo === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, goingTo);
  }, [goingTo]);
}
