import { offersCopy } from "#app/copy/offers.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { placesOf } from "#app/domain/practice/about.ts";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePracticeWords } from "#app/ui/practice-words.ts";
import type { BookingView } from "#app/views/offers/offer-view.ts";
import { HourFacts } from "./facts.tsx";
import { WithLinks } from "./with-links.tsx";

const words = offersCopy.booked;

/** An hour that the person has, with all that can be done with it. `isNew`: they took it just now. */
export function BookedPage({ booking, isNew }: { booking: BookingView; isNew: boolean }) {
  const { id, facts, calendarHref, action, cancelUntil, mayCancel } = booking;
  const places = placesOf(usePracticeWords(), booking.format);
  return (
    <Page>
      <h1>{words.title}</h1>
      {isNew ? (
        <FocusPlace tone="good" className="card tint narrow">
          <p role="status" className="notice">
            {words.done}.
          </p>
        </FocusPlace>
      ) : null}
      <HourFacts facts={facts} />
      {places.map((place) => (
        <p key={place} className="narrow">
          <WithLinks text={place} />
        </p>
      ))}
      <p className="narrow">
        <a href={calendarHref} download>
          {words.calendar}
        </a>
        . {words.calendarHint}
      </p>
      <section className="narrow" aria-labelledby="cancel">
        <h2 id="cancel">{words.cancelTitle}</h2>
        {mayCancel ? (
          <>
            <p>{words.cancelLead(cancelUntil)}</p>
            <IntentForm action={action} intent="cancel" button={words.cancel}>
              <input type="hidden" name="booking" value={id} />
            </IntentForm>
          </>
        ) : (
          <p>{words.tooLate}</p>
        )}
      </section>
      <p className="small narrow">{offersCopy.keepPrivate}</p>
    </Page>
  );
}

/** Asks whether the person returns to the list, before what cannot be undone (WCAG 2.2, 3.3.4). */
export function CancelPage({ action, id }: { action: string; id: string }) {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.ask}</h1>
        <p className="lead">{words.askLead}</p>
      </FocusPlace>
      <div className="narrow">
        <p>{words.backHint}</p>
        <IntentForm action={action} intent="cancel" button={words.back} quiet={false}>
          <input type="hidden" name="booking" value={id} />
          <input type="hidden" name="back" value="list" />
        </IntentForm>
        <IntentForm action={action} intent="cancel" button={words.leave}>
          <input type="hidden" name="booking" value={id} />
          <input type="hidden" name="back" value="no" />
        </IntentForm>
        <p className="onward">
          <a href={action}>{words.keep}</a>
        </p>
      </div>
    </Page>
  );
}

/** The hour was cancelled, and its person is not on the list. */
export function CancelledPage({ action }: { action: string }) {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.cancelled}</h1>
        <p className="lead">{words.cancelledLead}</p>
      </FocusPlace>
      <div className="narrow">
        <p>{words.notReturned}</p>
        <IntentForm action={action} intent="return" button={words.return} quiet={false} />
      </div>
    </Page>
  );
}

/** A person's own request that ended with an hour: the way to it, and to one's data. */
export function EndedWithHourPage({ hrefs }: { hrefs: { booking: string; data: string; own: string } }) {
  const { title, download, erase, dataLead, eraseLead } = requestCopy.own;
  return (
    <Page>
      <h1>{title}</h1>
      <p className="lead">{words.ended}</p>
      <p>
        <a className="button" href={hrefs.booking}>
          {words.open}
        </a>
      </p>
      <section className="narrow" aria-labelledby="data">
        <h2 id="data">{words.dataTitle}</h2>
        <p>{dataLead}</p>
        <IntentForm action={hrefs.data} intent="download" button={download} download />
        <p>{eraseLead}</p>
        <IntentForm action={hrefs.own} intent="erase" button={erase} warn />
      </section>
    </Page>
  );
}
