import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { plainSpaces } from "../http.ts";
import { expect } from "../practice.ts";

const run = promisify(execFile);

/** High enough for a whole page: then each field can be reached without scrolling. */
const SIZE = ["-x", "100", "-y", "250"];

/** A program on a terminal of its own, which tmux draws. Needs the program `tmux`. */
export class Terminal {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** `home`: a folder of the test's own, where the program keeps its settings. */
  static async start(command: string[], home: string): Promise<Terminal> {
    const terminal = new Terminal(`${home}/tmux`);
    const env = { ...process.env, HOME: home, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
    await run("tmux", ["-S", terminal.#socket, "-f", "/dev/null", "new-session", "-d", ...SIZE, ...command], { env });
    return terminal;
  }

  async #tmux(...words: string[]): Promise<string> {
    return (await run("tmux", ["-S", this.#socket, ...words])).stdout;
  }

  /** A key by tmux's name for it, pressed a few times. */
  async press(key: string, times = 1) {
    if (times > 0) await this.#tmux("send-keys", "-N", String(times), key);
  }

  async type(text: string) {
    await this.#tmux("send-keys", "-l", text);
  }

  async #screen(): Promise<string> {
    return plainSpaces(await this.#tmux("capture-pane", "-p"));
  }

  /** Waits until the words stand on the screen. Any space of the screen is a plain one. */
  async shows(words: string) {
    await expect.poll(() => this.#screen(), { timeout: 60_000 }).toContain(words);
  }

  async close() {
    await this.#tmux("kill-server");
  }
}
