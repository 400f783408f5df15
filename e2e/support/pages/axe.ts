import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * The rules that a page breaks, each with the elements. The pages have no frames of another origin: "legacy" mode runs axe in the
 * page alone, the other one opens a second page and sends everything that is in order to the test and back.
 */
export async function violationsIn(page: Page): Promise<[string, string[]][]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.withTags(TAGS).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
