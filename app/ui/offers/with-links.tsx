/** An address, without the mark that ends its sentence. */
const ADDRESS = /(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** The owner's own words, in which addresses are links. */
export function WithLinks({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, at) =>
    // Every second part is what the pattern matched.
    at % 2 === 1 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
