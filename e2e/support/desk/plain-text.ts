import type { Page } from "@playwright/test";
import type { SeenPage } from "../pages/every-page.ts";

/** Stands before each text, in a text browser's rendering, where markup began or ended. */
const SEAM = "\uE000";

/** The text of a page without its styles. Fields stand in it as boxes, as text browsers draw them. */
async function plainText(page: Page, html: string): Promise<string> {
  await page.setContent(html.replaceAll(/<style>.*?<\/style>|<link [^>]*stylesheet[^>]*>/gs, ""));
  return page.evaluate((seam) => {
    for (const input of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
      input.replaceWith(Object.assign(document.createElement("span"), { textContent: "▢" }));
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all: Text[] = [];
    while (texts.nextNode()) if (texts.currentNode instanceof Text) all.push(texts.currentNode);
    // React parts the texts of one element with comments: no markup stands between them.
    const begins = (text: Text) => {
      let before = text.previousSibling;
      while (before instanceof Comment) before = before.previousSibling;
      return !(before instanceof Text);
    };
    for (const text of all.filter(begins)) text.data = text.data.replace(/^(\s*)(?=\S)/, `$1${seam}`);
    // biome-ignore lint/performance/useDomNodeTextContent: what is tested is the rendering
    return document.body.innerText;
  }, SEAM);
}

const GLUED = new RegExp(`\\S*[^\\s(«„“]${SEAM}[\\p{L}\\p{N}(«„▢@+]\\S*|▢${SEAM}\\S+`, "gu");

/** The words and fields of a page that run together where nothing but text is drawn. */
export async function gluedIn(page: Page, { route, name, html }: SeenPage): Promise<string[]> {
  const text = await plainText(page, html);
  return [...text.matchAll(GLUED)].map(([glued]) => `${route}, ${name}: ${glued.replaceAll(SEAM, "|")}`);
}
