import { copy } from "#app/copy/ru.ts";
import { either, messengers } from "#app/copy/words.ts";
import type { ConciergeLink } from "#app/views/chat/concierge-link.ts";

type ConciergeCardProps = {
  concierges: ConciergeLink[];
  /** The page has a form that works without any messenger. */
  besideForm?: boolean;
};

/** The ways to the concierge. Each bot's name is shown as text in case the link does not open. Nothing without a bot. */
export function ConciergeCard({ concierges, besideForm = false }: ConciergeCardProps) {
  if (concierges.length === 0) return null;
  const words = copy.concierge;
  const inTelegram = concierges.some(({ messenger }) => messenger === "telegram");
  return (
    <section className="card tint" aria-labelledby="concierge">
      <h2 id="concierge">{words.title}</h2>
      <p>{words.about(either(concierges.map(({ messenger }) => messenger)))}</p>
      {concierges.map(({ messenger, href, botName }) => (
        <div key={messenger}>
          <a className="button quiet" href={href} target="_blank" rel="noopener">
            {words.open(messengers[messenger])}
            <span className="hidden">{` (${copy.newTab})`}</span>
          </a>
          <p className="small">
            {`${words.orFind} `}
            <b>{botName}</b>
          </p>
        </div>
      ))}
      {inTelegram && besideForm ? <p className="small">{words.telegramAway}</p> : null}
    </section>
  );
}
