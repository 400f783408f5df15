import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

/** The measured process has one core, and the generator another, where there are two. */
const CORES = { server: "0", generator: "1" } as const;
const pinned = process.platform === "linux" && availableParallelism() > 1;
const CLOCK_TICKS_PER_SECOND = 100;

/** A failed run leaves nothing behind. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** On a core of its own, where possible. */
function start(core: keyof typeof CORES, args: string[], env: Record<string, string>, cwd = "."): ChildProcess {
  const [command, ...rest] = [...(pinned ? ["taskset", "-c", CORES[core]] : []), process.execPath, ...args];
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(String(command), rest, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

export type Server = {
  port: number;
  /** Milliseconds from the start of the process to its first answer. */
  startedIn: number;
  /** Seconds of processor time so far. */
  cpu(): number;
  /** The memory that it holds now, in megabytes. */
  memory(): number;
  /** The most memory it has held so far, in megabytes. */
  peakMemory(): number;
  /** Stops the process, which keeps its memory, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Starts a server on the server's core and waits until `path` answers without an error. */
export async function startServer(
  args: string[],
  { port, path, env = {}, cwd }: { port: number; path: string; env?: Record<string, string>; cwd?: string },
): Promise<Server> {
  const begun = performance.now();
  const child = start("server", args, { NODE_ENV: "production", ...env }, cwd);
  child.stdout?.resume();
  const exited = once(child, "exit");
  const answers = () =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { Connection: "close" } }).then(
      ({ status }) => status < 400,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended with ${child.exitCode}`);
    await delay(20);
  }
  const startedIn = performance.now() - begun;
  const about = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, "utf8");
  return {
    port,
    startedIn,
    cpu() {
      const fields = about("stat").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
    },
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(about("status"))?.[1]) / 1024,
    peakMemory: () => Number(/VmHWM:\s+(\d+) kB/.exec(about("status"))?.[1]) / 1024,
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Runs a program to its end, and parses the one line of JSON that it prints. */
export async function run(core: keyof typeof CORES, args: string[]): Promise<unknown> {
  const child = start(core, args, { NODE_ENV: "production" });
  if (!child.stdout) throw new Error("no output");
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return JSON.parse(output);
}
