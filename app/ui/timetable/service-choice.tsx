import { copy } from "#app/copy/ru.ts";
import type { ServiceChoiceProps } from "#app/views/waitlist/no-slots-view.ts";

/** Asks which service is meant: each is a link to this same page with it. */
export function ServiceChoice({ unknown, services }: ServiceChoiceProps) {
  const words = copy.service;
  return (
    <div className="card narrow" id="waitlist">
      {unknown ? <p className="notice">{words.unknown}</p> : null}
      {services.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <ul className="choices" aria-label={words.legend}>
          {services.map(({ title, href }) => (
            <li key={href}>
              <a className="button quiet" href={href}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
