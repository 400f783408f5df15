import { Link } from "react-router";
import { firstStepsCopy as words } from "#app/copy/first-steps.ts";
import { QrPicture } from "#app/ui/desk/team/qr-picture.tsx";
import type { FirstStepsView } from "#app/views/practice/first-steps-view.ts";

/** An empty desk: what its owner does first, and the address to share. */
export function FirstStepsCard({ steps, ready, page }: FirstStepsView) {
  return (
    <section className="card stack" aria-labelledby="first-steps">
      <h2 id="first-steps">{words.title}</h2>
      <p>{words.lead}</p>
      <ol>
        {steps.map(({ label, href, done }) => (
          <li key={label}>
            <Link className="target" to={href}>
              {label}
            </Link>{" "}
            <span className="soft">{`—\u00a0${done ? words.done : words.open}`}</span>
          </li>
        ))}
      </ol>
      <h3>{words.share.title}</h3>
      <p>{ready ? words.share.ready : words.share.notReady}</p>
      <div>
        <label className="label" htmlFor="shared">
          {words.share.link}
        </label>
        <div className="hint" id="shared-hint">
          {words.share.hint}
        </div>
        <input
          className="text"
          id="shared"
          type="text"
          readOnly
          value={page.address}
          aria-describedby="shared-hint"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </div>
      <QrPicture qr={page.qr} label={words.share.qr} />
      <p>
        <a className="target" href={page.address}>
          {words.share.see}
        </a>
      </p>
    </section>
  );
}
