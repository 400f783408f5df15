/** One for pages, one for jobs, one that listens. */
export const FEWEST_CONNECTIONS = 3;
export const DEFAULT_CONNECTIONS = 15;

/** More than these only wait for each other: jobs send one mail at a time. */
const MOST_FOR_JOBS = 4;
const LISTENING = 1;

/** How a process divides its connections. */
export function shareConnections(all: number): { pages: number; jobs: number } {
  const jobs = Math.min(MOST_FOR_JOBS, Math.max(1, Math.floor((all - LISTENING) / 3)));
  return { jobs, pages: all - LISTENING - jobs };
}
