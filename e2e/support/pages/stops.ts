/** What a text browser stops at, in the order of the page. */
export const stopsOf = (html: string) =>
  [...html.matchAll(/<(?:a [^>]*href=|input (?![^>]*type="hidden")|button )[^>]*>[^<]*/g)].map(([tag]) => tag);

/** The private link in a mail. */
export const linkIn = (text: string) => /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";
