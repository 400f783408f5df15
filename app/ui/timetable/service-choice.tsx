import { copy } from "#app/copy/ru.ts";
import { Radio } from "#app/ui/choice.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import type { ServiceChoiceProps } from "#app/views/waitlist/no-slots-view.ts";

/** Asks which service is meant; the answer opens this same address with it. */
export function ServiceChoice({ unknown, services, carried = {} }: ServiceChoiceProps) {
  const words = copy.service;
  return (
    <section className="card narrow" id="waitlist">
      {unknown ? <p className="notice">{words.unknown}</p> : null}
      {services.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <form method="get">
          <FieldGroup name="service_slug" legend={words.legend} error={undefined}>
            {services.map(({ slug, title }, index) => (
              <Radio key={slug} name="service_slug" value={slug} label={title} checked={false} first={index === 0} />
            ))}
          </FieldGroup>
          {Object.entries(carried).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" className="button">
            {words.submit}
          </button>
        </form>
      )}
    </section>
  );
}
