import { copy } from "#app/copy/ru.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { Radio } from "#app/ui/choice.tsx";
import { FieldGroup } from "#app/ui/field.tsx";

/** Name of the fieldset's one field. */
export const WINDOW = "preferred_time_window";

type WindowFieldsetProps = { legend: string; chosen: string | undefined; error: string | undefined };

/** When it suits: one of a few windows. */
export function WindowFieldset({ legend, chosen, error }: WindowFieldsetProps) {
  return (
    <FieldGroup name={WINDOW} legend={legend} error={error}>
      <div className="windows">
        {TIME_WINDOWS.map((window, index) => (
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
