import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { servicesCopy as words } from "#app/copy/desk-services.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import { type KeptService, SERVICE_FORMATS, type Service } from "#app/domain/timetable/availability.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";

const FIELDS = ["title", "slug", "duration_minutes", "format", "booking_url", "waitlist_open"];
const plain = { type: "text", autoComplete: "off" } as const;
const latin = { ...plain, autoCapitalize: "none", spellCheck: false } as const;

/** `service`: as it was shown; `null` for a new one. `now`: its present state when somebody was faster, `by` whom. */
type ServiceFormPageProps = {
  service: KeptService | null;
  now: KeptService | null;
  by: string | null;
  lastResult: LastResult;
};

export function ServiceFormPage({ service, now, by, lastResult }: ServiceFormPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, FIELDS, "#title")} />
      <DeskHeading
        title={service ? words.editTitle : words.newTitle}
        error={lastResult?.status === "error"}
        lead={service?.title}
      />
      <p>
        <Link className="target" to={addresses.desk.services()}>
          {words.back}
        </Link>
      </p>
      {now ? <HowItStands service={now} by={by} /> : null}
      <ServiceForm service={now ?? service} lastResult={lastResult} />
      {service ? <Archive service={now ?? service} /> : null}
    </>
  );
}

function HowItStands({ service, by }: { service: KeptService; by: string | null }) {
  const { title, duration, format, bookingUrl, waitlistOpen, bookWithoutAsking } = words.fields;
  const rows = [
    [title.label, service.title],
    [duration.label, minutes(service.durationMinutes)],
    [format.legend, copy.formats[service.format]],
    [bookingUrl.label, service.bookingUrl ?? words.noBookingUrl],
    [waitlistOpen.legend, service.waitlistOpen ? words.waitlist.open : words.waitlist.paused],
    [bookWithoutAsking.legend, service.bookWithoutAsking ? bookWithoutAsking.yes : bookWithoutAsking.no],
    ...(service.status === "archived" ? [[words.archived, words.archivedLead]] : []),
  ];
  return (
    <Notice>
      {by === null ? null : <p>{by}</p>}
      <p>{words.now}</p>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}

function ServiceForm({ service, lastResult }: Pick<ServiceFormPageProps, "service" | "lastResult">) {
  const value = (name: string, kept: string | undefined) => typedIn(lastResult, name) ?? kept;
  const field = (name: string, kept: string | undefined) => ({
    name,
    value: value(name, kept),
    error: errorOf(lastResult, name),
  });
  const format = value("format", service?.format);
  const open = value("waitlist_open", service && !service.waitlistOpen ? "no" : "yes");
  // An unticked box is not sent: after a refusal only the sent form counts.
  const bookAtOnce = lastResult
    ? typedIn(lastResult, "book_without_asking") === "yes"
    : service?.bookWithoutAsking === true;
  const { title, slug, duration, bookingUrl, waitlistOpen, bookWithoutAsking } = words.fields;
  return (
    <DeskForm method="post" className="stack" noValidate>
      {service ? <input type="hidden" name="version" value={service.version} /> : null}
      <input type="hidden" name="intent" value="save" />
      <div>
        <TextField {...field("title", service?.title)} label={title.label} hint={title.hint} input={plain} />
      </div>
      {service ? (
        <p>
          {slug.label}: <code>{service.slug}</code> <span className="soft">{slug.fixed}</span>
        </p>
      ) : (
        <div>
          <TextField {...field("slug", undefined)} label={slug.label} hint={slug.hint} input={latin} />
        </div>
      )}
      <div>
        <TextField
          {...field("duration_minutes", service ? String(service.durationMinutes) : undefined)}
          label={duration.label}
          hint={duration.hint}
          input={{ ...plain, inputMode: "numeric" }}
        />
      </div>
      <FieldGroup name="format" legend={words.fields.format.legend} error={errorOf(lastResult, "format")}>
        {SERVICE_FORMATS.map((each, index) => (
          <Radio
            key={each}
            name="format"
            value={each}
            label={copy.formats[each]}
            checked={format === each}
            first={index === 0}
          />
        ))}
      </FieldGroup>
      <div>
        <TextField
          {...field("booking_url", service?.bookingUrl ?? undefined)}
          label={bookingUrl.label}
          hint={bookingUrl.hint}
          input={{ ...latin, type: "url", inputMode: "url" }}
        />
      </div>
      <FieldGroup name="waitlist_open" legend={waitlistOpen.legend} error={errorOf(lastResult, "waitlist_open")}>
        <Radio name="waitlist_open" value="yes" label={waitlistOpen.yes} checked={open === "yes"} first />
        <Radio name="waitlist_open" value="no" label={waitlistOpen.no} checked={open === "no"} first={false} />
      </FieldGroup>
      <FieldGroup name="book_without_asking" legend={bookWithoutAsking.legend} error={undefined}>
        <label className="choice">
          <input type="checkbox" name="book_without_asking" value="yes" defaultChecked={bookAtOnce} />{" "}
          {bookWithoutAsking.label}
        </label>
        <p className="small">{bookWithoutAsking.hint}</p>
      </FieldGroup>
      <DeskButton>{service ? words.save : words.create}</DeskButton>
    </DeskForm>
  );
}

function Archive({ service }: { service: Pick<Service, "id"> & Pick<KeptService, "status" | "version"> }) {
  const intent = service.status === "active" ? "archive" : "restore";
  return (
    <section className="card">
      <h2>{words[intent].title}</h2>
      <p>{words[intent].lead}</p>
      <DeskForm method="post">
        <input type="hidden" name="version" value={service.version} />
        <DeskButton quiet name="intent" value={intent}>
          {words[intent].button}
        </DeskButton>
      </DeskForm>
    </section>
  );
}
