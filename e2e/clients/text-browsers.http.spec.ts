import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { send } from "../support/http.ts";
import { linkIn, stopsOf } from "../support/pages/stops.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";

/** Runs a browser with `input` on its standard input until it exits. Returns its output. */
function run(program: string, args: string[], input: string, home: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, HOME: home, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", TERM: "vt100" };
    const child: ChildProcess = spawn(program, args, { env, timeout: 60_000 });
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.once("error", reject);
    child.once("close", () => resolve(printed));
    // A program that reads no input may have ended before this: its pipe is closed, and its output tells what it did.
    child.stdin?.on("error", (error) => (input === "" ? undefined : reject(error)));
    child.stdin?.end(input);
  });
}

async function hasProgram(program: string): Promise<boolean> {
  return run(program, ["-version"], "", tmpdir()).then(
    () => true,
    () => false,
  );
}

type Walk = (practice: Practice, home: string, title: string, address: string) => Promise<void>;

/** edbrowse is an editor: a page is lines, which are searched for, and fields are set by commands. A dot is any space. */
const edbrowse: Walk = async (practice, home, title, address) => {
  const tick = (label: string) => [`/<->.${label}/`, "i=+"];
  const lines = (...all: string[]) => `${all.join("\n")}\n`;
  const joining = lines(
    ...[`/${title}/`, "g"],
    ...["/Встать в.лист/", "i*", ",p", "1"],
    ...tick("По.электронной почте"),
    ...["/<>/", `i=${address}`],
    ...tick("Выходные"),
    ...tick("Даю согласие на.обработку"),
    ...tick("Даю согласие на.связь"),
    ...["/Встать в.лист/", "i*", ",p"],
  );
  const joined = await run("edbrowse", [`${practice.origin}/booking/`], joining, home);
  expect(joined).toContain("Проверьте форму");
  expect(joined).toContain("Готово, заявка принята");
  const link = linkIn((await practice.mailTo(address)).text);
  const left = await run("edbrowse", [link], lines("/<Выйти из.листа/", "i*", ",p"), home);
  expect(left).toMatch(/Вы.вышли\sиз.листа\sожидания/);
};

/** Lynx is told its keys by a script. It begins at the first link or field of a page. */
const lynx: Walk = async (practice, home, title, address) => {
  const keys = (...all: string[]) => all.map((key) => `key ${key}`);
  const walker = (html: string) => {
    let at = 0;
    return (mark: string) => {
      const next = stopsOf(html).findIndex((tag) => tag.includes(mark));
      expect(next, mark).toBeGreaterThanOrEqual(at);
      const steps = keys(...Array.from({ length: next - at }, () => "^I"));
      at = next;
      return steps;
    };
  };
  const walk = async (url: string, steps: string[]) => {
    const script = path.join(home, "keys");
    await writeFile(script, [...steps, ...keys("q", "y"), ""].join("\n"));
    return run("lynx", ["-term=vt100", "-nopause", "-nocolor", `-cmd_script=${script}`, url], "", home);
  };
  const html = async (url: string) => (await send(url)).body;
  const services = await html(`${practice.origin}/booking/`);
  const href = new RegExp(`href="([^"]+)">${title}<`).exec(services)?.[1] ?? "";
  const form = await html(practice.origin + href.replaceAll("&amp;", "&"));
  const toForm = [...walker(services)(`>${title}`), ...keys("^J")];
  const go = walker(form);
  await walk(`${practice.origin}/booking/`, [
    ...toForm,
    ...[...go('id="contact_email"'), ...keys(...address)],
    ...[...go('id="preferred_time_window-weekend"'), ...keys("^J")],
    ...[...go('id="consent_personal_data"'), ...keys("^J")],
    ...[...go('id="consent_communications"'), ...keys("^J")],
    ...[...go("<button"), ...keys("^J")],
  ]);
  const link = linkIn((await practice.mailTo(address)).text);
  await walk(link, [...walker(await html(link))(">Выйти из листа ожидания"), ...keys("^J")]);
};

for (const [program, walk] of Object.entries({ edbrowse, lynx })) {
  test(`${program} goes the whole way from the services to leaving the list`, async ({ practice }) => {
    test.skip(!(await hasProgram(program)), `${program} is not installed`);
    const home = await mkdtemp(path.join(tmpdir(), "text-browser-"));
    try {
      await writeFile(path.join(home, ".ebrc"), "");
      const title = `Встреча ${crypto.randomUUID().slice(0, 8)}`;
      const { id } = await practice.service({ title });
      const address = somebody();
      await walk(practice, home, title, address);
      const requests = await requestsOf(practice, id);
      expect(requests).toMatchObject([{ preferredTimeWindow: "weekend", closedReason: "withdrawn" }]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
}
