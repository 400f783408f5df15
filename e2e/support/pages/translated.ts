import { expect, type Page } from "@playwright/test";

/**
 * From now on every text of the page is translated as browsers do it: two `font` elements replace the text node,
 * also in elements added later. Waits for React, which would report a page translated before it as a mismatch.
 */
export async function translate(page: Page) {
  const hydrated = () => Object.keys(document.body).some((key) => key.startsWith("__reactFiber"));
  await expect.poll(() => page.evaluate(hydrated)).toBe(true);
  await page.evaluate(() => {
    const wrap = (text: Text) => {
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || parent.closest("script, style, textarea, font, title")) return;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    };
    const wrapAll = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      for (const text of texts) wrap(text);
    };
    wrapAll(document.body);
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          if (node instanceof Text) wrap(node);
          else wrapAll(node);
        }
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}
