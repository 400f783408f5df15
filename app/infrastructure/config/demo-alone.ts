import { isLoopbackHost } from "./networks.ts";

type Listening = { HOST: string; PUBLIC_ORIGIN?: string; DEMO_PUBLIC?: string };

/** Settings that would make a demo, whose sign-in is printed, reachable by others. Problems by variable name. */
export function reachOfDemo({ HOST, PUBLIC_ORIGIN, DEMO_PUBLIC }: Listening): string[] {
  return [
    PUBLIC_ORIGIN !== undefined &&
      !isLoopbackHost(new URL(PUBLIC_ORIGIN).hostname) &&
      "PUBLIC_ORIGIN: http is for this machine only, and makes a demo; a real practice has https",
    !isLoopbackHost(HOST) && !DEMO_PUBLIC && "HOST: a demo listens to this machine only; DEMO_PUBLIC=1 lets others in",
  ].filter((problem) => problem !== false);
}
