import { addresses } from "#app/addresses.ts";
import { emergencyCopy } from "#app/copy/emergency.ts";
import { Page } from "./page.tsx";

const { title, lead, danger, linesTitle, lines, noAnswer, back } = emergencyCopy;

export function EmergencyPage() {
  return (
    <Page>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <section className="card narrow" aria-labelledby="danger">
        <h2 id="danger">{danger.title}</h2>
        <p>
          <a className="phone" href={danger.href}>
            {danger.number}
          </a>
        </p>
        <p>{danger.about}</p>
      </section>
      <h2>{linesTitle}</h2>
      <ul className="lines">
        {lines.map(({ number, href, name, about }) => (
          <li key={href}>
            <h3>{name}</h3>
            <p>
              <a className="phone" href={href}>
                {number}
              </a>
            </p>
            <p>{about}</p>
          </li>
        ))}
      </ul>
      <p>{noAnswer}</p>
      <p className="onward">
        <a href={addresses.booking()}>{back}</a>
      </p>
    </Page>
  );
}
