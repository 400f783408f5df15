import { copy } from "#app/copy/ru.ts";
import type { ConciergeLink } from "#app/views/waitlist/no-slots-view.ts";

/** The way on without leaving a contact. The bot's name is there as text for when the link does not open. */
export function ConciergeCard({ href, botName }: ConciergeLink) {
  const words = copy.concierge;
  return (
    <section className="card tint" aria-labelledby="concierge">
      <h2 id="concierge">{words.title}</h2>
      <p>{words.about}</p>
      <a className="button quiet" href={href} target="_blank" rel="noopener">
        {words.open}
        <span className="hidden"> ({copy.newTab})</span>
      </a>
      <p className="small">
        {words.orFind} <b>{botName}</b>
      </p>
    </section>
  );
}
