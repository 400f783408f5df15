import ts from "typescript";

const RUNNERS = /^(it|test|describe)$/;
const MODIFIERS = /^(describe|each|for|only|skip|serial|concurrent|runIf|skipIf)$/;

/** Whether a called expression is vitest's or Playwright's: `it`, `test.describe`, `it.each(rows)`, `(slow ? test : test.skip)`. */
function isRunner(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return RUNNERS.test(called.text);
  if (ts.isPropertyAccessExpression(called)) return MODIFIERS.test(called.name.text) && isRunner(called.expression);
  if (ts.isCallExpression(called) || ts.isParenthesizedExpression(called)) return isRunner(called.expression);
  if (ts.isTaggedTemplateExpression(called)) return isRunner(called.tag);
  return ts.isConditionalExpression(called) && isRunner(called.whenTrue);
}

/** The titles of all tests and groups in a test file, templates as they are written. */
export function testTitlesIn(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const title = ts.isCallExpression(node) && isRunner(node.expression) ? node.arguments[0] : undefined;
    if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
      titles.push(title.getText().slice(1, -1));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("any.test.tsx", text, ts.ScriptTarget.Latest, true));
  return titles;
}
