import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { send as ask } from "../support/http.ts";
import { linkIn, stopsOf } from "../support/pages/stops.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";
import { program } from "../support/servers/programs.ts";
import { Terminal } from "../support/servers/terminal.ts";

/**
 * How a browser is driven. `next`: the key that goes to the next stop. `canonical`: shows `<link rel="canonical">` as the first stop.
 * `welcome`: what it says at its first start. `write`, `written`: the keys that begin and end writing in a field. `asks`: its
 * question before it sends a form.
 */
type Keys = { next: string; canonical?: true; welcome?: string; write?: string; written?: string; asks?: string };

const BROWSERS: Record<string, Keys> = {
  w3m: { next: "Tab", write: "Enter", written: "Enter" },
  links: { next: "Down", canonical: true, welcome: "Welcome to links" },
  elinks: { next: "Down", canonical: true, welcome: "Welcome to ELinks", write: "Enter", asks: "Do you want to post" },
};

/** Opens an address in a browser of its own and gives its terminal to `walk`. */
async function browsing(name: string, keys: Keys, address: string, walk: (terminal: Terminal) => Promise<void>) {
  const home = await mkdtemp(path.join(tmpdir(), "screen-browser-"));
  try {
    const terminal = await Terminal.start([program(name), address], home);
    try {
      if (keys.welcome) {
        await terminal.shows(keys.welcome);
        await terminal.press("Enter");
      }
      // The last line of each page.
      await terminal.shows("Как хранятся данные");
      await walk(terminal);
    } finally {
      await terminal.close();
    }
  } finally {
    // ELinks writes its files as it ends, after its terminal is closed.
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Presses the button that has the cursor. */
async function send(terminal: Terminal, keys: Keys) {
  await terminal.press("Enter");
  if (!keys.asks) return;
  await terminal.shows(keys.asks);
  await terminal.press("Enter");
}

/** Goes forward to the stops of one page, each named by a part of its tag. The first has the cursor. */
function goer(terminal: Terminal, keys: Keys, html: string) {
  let at = keys.canonical && html.includes('rel="canonical"') ? -1 : 0;
  return async (mark: string) => {
    const stop = stopsOf(html).findIndex((tag) => tag.includes(mark));
    expect(stop, mark).toBeGreaterThanOrEqual(at);
    await terminal.press(keys.next, stop - at);
    at = stop;
  };
}

for (const [name, keys] of Object.entries(BROWSERS)) {
  test(`${name} goes the whole way from the services to leaving the list`, async ({ practice }) => {
    program("tmux");
    program(name);
    const title = `Встреча ${crypto.randomUUID().slice(0, 8)}`;
    const { id } = await practice.service({ title });
    const address = somebody();
    const html = async (url: string) => (await ask(url)).body;
    const services = await html(`${practice.origin}/booking/`);
    const href = new RegExp(`href="([^"]+)">${title}<`).exec(services)?.[1] ?? "";
    const form = await html(practice.origin + href.replaceAll("&amp;", "&"));

    await browsing(name, keys, `${practice.origin}/booking/`, async (terminal) => {
      await goer(terminal, keys, services)(`>${title}`);
      await terminal.press("Enter");
      await terminal.shows("Даю согласие на связь");
      const go = goer(terminal, keys, form);
      const choose = async (mark: string) => {
        await go(mark);
        await terminal.press("Enter");
      };
      await choose('id="preferred_contact_method"');
      await go('id="contact_email"');
      if (keys.write) await terminal.press(keys.write);
      await terminal.type(address);
      if (keys.written) await terminal.press(keys.written);
      await choose('id="preferred_time_window-weekend"');
      await choose('id="consent_personal_data"');
      await choose('id="consent_communications"');
      await go("<button");
      await send(terminal, keys);
      await terminal.shows("Готово, заявка принята");
    });

    const link = linkIn((await practice.mailTo(address)).text);
    await browsing(name, keys, link, async (terminal) => {
      await goer(terminal, keys, await html(link))(">Выйти из листа ожидания");
      await send(terminal, keys);
      await terminal.shows("Вы вышли из листа ожидания");
    });
    expect(await requestsOf(practice, id)).toMatchObject([
      { preferredContactMethod: "email", preferredTimeWindow: "weekend", closedReason: "withdrawn" },
    ]);
  });
}
