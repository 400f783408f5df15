import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { send } from "../http.ts";
import { expect } from "../practice.ts";
import { freePort } from "./free-port.ts";
import { program, type Running, running } from "./programs.ts";

const APP = ["build", "drizzle", "package.json", "deploy"];
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8"))).scripts;

type Ended = { code: number; output: string };

/** A folder with the built app alone, as on a machine of its own: its `.env`, its data and its backups are there. */
export class Machine {
  readonly folder: string;
  readonly port: number;
  readonly publicPort: number;
  #app: { child: ChildProcess; output: () => string } | null = null;
  #proxy: Running | null = null;

  private constructor(folder: string, port: number, publicPort: number) {
    this.folder = folder;
    this.port = port;
    this.publicPort = publicPort;
  }

  static async make(): Promise<Machine> {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-machine-"));
    for (const name of APP) cpSync(name, path.join(folder, name), { recursive: true });
    symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
    return new Machine(folder, await freePort(), await freePort());
  }

  at(...names: string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Caddy gives a name of this machine a certificate of an authority of its own. */
  get origin(): string {
    return `https://localhost:${this.publicPort}`;
  }

  get authority(): string {
    return this.at("caddy/pki/authorities/local/root.crt");
  }

  get dataDir(): string {
    return this.at("data");
  }

  #words(script: string): string[] {
    const [, ...words] = (scripts[script] ?? "").split(" ");
    return words;
  }

  #env(more: Record<string, string>): Record<string, string> {
    return { PATH: process.env.PATH ?? "", HOME: this.folder, PORT: String(this.port), ...more };
  }

  /** Runs what `npm run <script>` runs, to its end. Words of the environment come before those of `.env`. */
  run(script: string, words: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.#env(env) };
      execFile(process.execPath, [...this.#words(script), ...words], options, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
  }

  /** `npm start`, until the app is ready. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, this.#words("start"), {
      cwd: this.folder,
      env: this.#env(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (output += bytes));
    this.#app = { child, output: () => output };
    const ended = () => child.exitCode !== null;
    const ready = () =>
      send(`http://127.0.0.1:${this.port}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
    await expect.poll(async () => ended() || ready(), { timeout: 120_000, intervals: [100] }).toBe(true);
    if (ended()) throw new Error(`the app ended instead: ${output.slice(-2_000)}`);
  }

  get log(): string {
    return this.#app?.output() ?? "";
  }

  /** Ends the app in order. */
  async stop(): Promise<void> {
    if (this.#app === null) return;
    const { child } = this.#app;
    const exited = once(child, "exit");
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await exited;
    }
    expect(child.exitCode).toBe(0);
    this.#app = null;
  }

  /** `deploy/Caddyfile`, with what a test's port and folder need. */
  async startProxy(): Promise<void> {
    const file = this.at("Caddyfile");
    const options =
      "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n}\n";
    writeFileSync(file, options + readFileSync(this.at("deploy/Caddyfile"), "utf8"));
    const env = {
      HOME: this.folder,
      XDG_DATA_HOME: this.folder,
      XDG_CONFIG_HOME: this.folder,
      HOST_NAME: this.origin,
      UPSTREAM: `127.0.0.1:${this.port}`,
    };
    const words = ["run", "--config", file, "--adapter", "caddyfile"];
    this.#proxy = await running(program("caddy"), words, { port: this.publicPort, env });
  }

  async leave(): Promise<void> {
    await this.#proxy?.stop();
    this.#app?.child.kill("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }
}
