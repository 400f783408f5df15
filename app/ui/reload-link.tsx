import { copy } from "#app/copy/ru.ts";

/** Opens this same address again, query and all. */
export function ReloadLink({ quiet = false }: { quiet?: boolean }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: an empty reference is this very address (RFC 3986 4.4)
    <a className={quiet ? "button quiet inline" : "button inline"} href="">
      {copy.noSlots.again}
    </a>
  );
}
