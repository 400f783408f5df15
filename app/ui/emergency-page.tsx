import { addresses } from "#app/addresses.ts";
import { emergencyCopy, helpFor } from "#app/copy/emergency.ts";
import { Page } from "./page.tsx";
import { usePracticeWords } from "./practice-words.ts";

const { title, dangerTitle, linesTitle, back } = emergencyCopy;

export function EmergencyPage() {
  const { danger, lines, lead, noAnswer } = helpFor(usePracticeWords());
  return (
    <Page>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <section className="card narrow" aria-labelledby="danger">
        <h2 id="danger">{dangerTitle}</h2>
        <p>
          <a className="phone" href={danger.href}>
            {danger.number}
          </a>
        </p>
        <p>{danger.about}</p>
      </section>
      {lines.length === 0 ? null : (
        <>
          <h2>{linesTitle}</h2>
          <ul className="lines">
            {lines.map(({ number, href, name, about }) => (
              <li key={number + name}>
                <h3>{name}</h3>
                <p>
                  <a className="phone" href={href}>
                    {number}
                  </a>
                </p>
                {about === null ? null : <p>{about}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {noAnswer === null ? null : <p>{noAnswer}</p>}
      <p className="onward">
        <a href={addresses.booking()}>{back}</a>
      </p>
    </Page>
  );
}
