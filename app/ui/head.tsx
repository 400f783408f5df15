import { headCopy } from "#app/copy/head.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { copy } from "#app/copy/ru.ts";
import { usePracticeWords } from "./practice-words.ts";

type HeadProps = {
  page: keyof typeof headCopy;
  /** The page's own address without its query; `null` for a private page, which is not indexed. */
  path: string | null;
  origin: string;
  /** Replaces the page's usual title. */
  title?: string | undefined;
  /** A rejected form: a screen reader reads the title first. */
  error?: boolean;
};

const UNLISTED: readonly HeadProps["page"][] = ["thanks", "hour", "leave", "request", "offer", "consent"];

/** Title, description and link previews. React lifts them into the document's head. */
export function Head({ page, path, origin, title, error = false }: HeadProps) {
  const { name: practice } = usePracticeWords();
  const { description } = headCopy[page];
  const name = title ?? headCopy[page].title;
  const address = path === null ? null : origin + path;
  return (
    <>
      <title>{`${error ? copy.errorPrefix : ""}${name} · ${practice}`}</title>
      <meta name="description" content={description} />
      {address === null || UNLISTED.includes(page) ? <meta name="robots" content="noindex" /> : null}
      {address === null ? null : (
        <>
          <link rel="canonical" href={address} />
          <meta property="og:type" content="website" />
          <meta property="og:locale" content="ru_RU" />
          <meta property="og:site_name" content={practice} />
          <meta property="og:title" content={name} />
          <meta property="og:description" content={description} />
          <meta property="og:url" content={address} />
          {practice === DEMO_ABOUT.name ? <Picture alt={practice} origin={origin} /> : null}
        </>
      )}
    </>
  );
}

/** The picture shows the demo's name: a practice with a name of its own has previews without one. */
function Picture({ alt, origin }: { alt: string; origin: string }) {
  return (
    <>
      <meta property="og:image" content={`${origin}/og.png`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
