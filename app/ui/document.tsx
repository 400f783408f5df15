import type { ReactNode } from "react";
import icon from "./icon.svg?raw";
import css from "./styles.css?inline";

/** With all that a URL may not hold encoded, braces too: Vite leaves them. */
const ICON = `data:image/svg+xml,${encodeURIComponent(icon)}`;

type DocumentProps = {
  children: ReactNode;
  /** What the framework adds to the head. */
  head?: ReactNode;
  scripts?: ReactNode;
};

/** The frame of every document, with its one stylesheet. Without `scripts` the page has our own enhancement only. */
export function Document({ children, head, scripts }: DocumentProps) {
  return (
    <html lang="ru">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* Example numbers are no calls to offer; real ones are links. */}
        <meta name="format-detection" content="telephone=no" />
        {/* Within the page: else each visitor's browser asks for `/favicon.ico` too. */}
        <link rel="icon" href={ICON} type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, inlined to save a request */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
        {head}
      </head>
      <body>
        {children}
        {scripts ?? <script type="module" src="/enhance.js" />}
      </body>
    </html>
  );
}
