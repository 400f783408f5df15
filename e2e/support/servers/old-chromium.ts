import { type ChildProcess, execFile, spawn } from "node:child_process";
import { access, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { z } from "zod";
import { npmPackage } from "./npm-package.ts";

const unpack = promisify(brotliDecompress);
const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  result: z.unknown().optional(),
});
const created = z.object({ targetId: z.string() });
const attached = z.object({ sessionId: z.string() });
const evaluated = z.object({ result: z.object({ value: z.unknown().optional() }) });

/** The Chromium 80 of the npm package `chrome-aws-lambda`, made ready to start. Rejects where it cannot be fetched or run. */
async function programOf(): Promise<string> {
  const folder = path.join(await npmPackage("chrome-aws-lambda", "2.1.1"), "bin");
  const program = path.join(folder, "chromium");
  const there = await access(program).then(
    () => true,
    () => false,
  );
  if (!there) {
    const packed = await readFile(path.join(folder, "chromium.br"));
    await writeFile(`${program}.${process.pid}`, await unpack(packed), { mode: 0o755 });
    await rename(`${program}.${process.pid}`, program);
  }
  await promisify(execFile)(program, ["--no-sandbox", "--version"]);
  return program;
}

/** One page of that browser, spoken to over a pipe: today's drivers no longer know its protocol. */
export class OldChromium {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #loaded: () => void = () => undefined;
  #sent = 0;
  #session: string | undefined;

  private constructor(process: ChildProcess, input: Writable, output: Readable) {
    this.#process = process;
    this.#input = input;
    let rest = "";
    output.setEncoding("utf8").on("data", (text: string) => {
      const whole = (rest + text).split("\0");
      rest = whole.pop() ?? "";
      for (const each of whole) this.#read(message.parse(JSON.parse(each)));
    });
  }

  static async start(): Promise<OldChromium> {
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--single-process",
      "--no-zygote",
      "--remote-debugging-pipe",
    ];
    const child = spawn(await programOf(), args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const [, , , input, output] = child.stdio;
    if (!input || !("write" in input) || !output || !("setEncoding" in output)) throw new Error("no pipe to Chromium");
    const browser = new OldChromium(child, input, output);
    const { targetId } = created.parse(await browser.#ask("Target.createTarget", { url: "about:blank" }));
    const { sessionId } = attached.parse(await browser.#ask("Target.attachToTarget", { targetId, flatten: true }));
    browser.#session = sessionId;
    await browser.#ask("Page.enable");
    return browser;
  }

  #read({ id, method, result }: z.infer<typeof message>) {
    if (method === "Page.loadEventFired") this.#loaded();
    if (id === undefined) return;
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }

  #ask(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async #untilLoaded(act: () => Promise<unknown>): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.#loaded = resolve;
    });
    await act();
    await loaded;
  }

  size(width: number, height: number) {
    return this.#ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: true });
  }

  goto(url: string): Promise<void> {
    return this.#untilLoaded(() => this.#ask("Page.navigate", { url }));
  }

  /** The value of an expression in the page, as JSON has it. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#ask("Runtime.evaluate", { expression, returnByValue: true });
    return evaluated.parse(answer).result.value;
  }

  /** Runs a statement that leads to another document. */
  leave(expression: string): Promise<void> {
    return this.#untilLoaded(() => this.evaluate(`void (${expression})`));
  }

  stop(): void {
    this.#process.kill("SIGKILL");
  }
}
