import { isLoopbackHost } from "./networks.ts";

type Listening = { HOST: string; PUBLIC_ORIGIN?: string; DEMO_PUBLIC?: string };

/** What makes a demo, whose sign-in anybody can read, something that others could reach. Problems by name. */
export function reachOfDemo({ HOST, PUBLIC_ORIGIN, DEMO_PUBLIC }: Listening): string[] {
  return [
    PUBLIC_ORIGIN !== undefined &&
      !isLoopbackHost(new URL(PUBLIC_ORIGIN).hostname) &&
      "PUBLIC_ORIGIN: http is for this machine only, and makes a demo; a real practice has https",
    !isLoopbackHost(HOST) && !DEMO_PUBLIC && "HOST: a demo listens to this machine only; DEMO_PUBLIC=1 lets others in",
  ].filter((problem) => problem !== false);
}
