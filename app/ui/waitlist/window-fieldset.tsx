import { copy } from "#app/copy/ru.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { Radio } from "#app/ui/choice.tsx";
import { FieldGroup } from "#app/ui/field.tsx";

/** Name of the fieldset's one field. */
export const WINDOW = "preferred_time_window";

/** Lynx chooses the first of a group by itself: it is the one that narrows nothing. */
const WINDOWS = [...TIME_WINDOWS].sort((one, other) => Number(other === "any") - Number(one === "any"));

type WindowFieldsetProps = { legend: string; titled?: boolean; chosen: string | undefined; error: string | undefined };

/** The preferred time: one of a few windows. */
export function WindowFieldset({ legend, titled = false, chosen, error }: WindowFieldsetProps) {
  return (
    <FieldGroup name={WINDOW} legend={legend} titled={titled} error={error}>
      <div className="windows">
        {WINDOWS.map((window, index) => (
          <Radio
            key={window}
            name={WINDOW}
            value={window}
            label={copy.timeWindows[window]}
            checked={chosen === window}
            first={index === 0}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
