import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { WithLinks } from "./with-links.tsx";

it.each([
  ["Код 12", "Код 12"],
  [
    "Встреча: https://video.example/a?b=1.",
    'Встреча: <a href="https://video.example/a?b=1">https://video.example/a?b=1</a>.',
  ],
  [
    "https://a.example и https://b.example",
    '<a href="https://a.example">https://a.example</a> и <a href="https://b.example">https://b.example</a>',
  ],
  ["javascript:alert(1) <b>", "javascript:alert(1) &lt;b&gt;"],
])("in %j only addresses are links", (text, html) => {
  expect(renderToStaticMarkup(<WithLinks text={text} />)).toBe(html);
});
