import { GetHourPageQuery } from "#app/application/offers/asked/get-hour-page.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory, TimetableReader } from "#app/application/ports/timetable.ts";
import { ChangeDaysOffUseCase } from "#app/application/timetable/change-days-off.ts";
import { ChangePromiseUseCase } from "#app/application/timetable/change-promise.ts";
import { ChangeServiceUseCase } from "#app/application/timetable/change-service.ts";
import { CreateServiceUseCase } from "#app/application/timetable/create-service.ts";
import { GetCalendarPageQuery } from "#app/application/timetable/get-calendar-page.ts";
import { GetServicesQuery } from "#app/application/timetable/get-services.ts";
import { GetTimePageQuery } from "#app/application/timetable/get-time-page.ts";
import { ChangeRangeUseCase } from "#app/application/timetable/hours/change-range.ts";
import { ChangeSlotUseCase } from "#app/application/timetable/hours/change-slot.ts";
import { EditSlotUseCase } from "#app/application/timetable/hours/edit-slot.ts";
import { GetSlotEditQuery } from "#app/application/timetable/hours/get-slot-edit.ts";
import { GetTimetableChangeQuery } from "#app/application/timetable/hours/get-timetable-change.ts";
import { UndoTimetableChangeUseCase } from "#app/application/timetable/hours/undo-timetable-change.ts";
import { OpenTimeUseCase } from "#app/application/timetable/open-time.ts";
import { PreviewTimeQuery } from "#app/application/timetable/preview-time.ts";
import { GetNoSlotsPageQuery } from "#app/application/waitlist/get-no-slots-page.ts";

type Parts = { database: Database; timetable: TimetableMemory & TimetableReader; ids: Ids; clock: Clock };

/** Services, free time, the promise to answer, and the page that says there is none free. */
export function timetableOf(parts: Parts) {
  return {
    getNoSlotsPage: new GetNoSlotsPageQuery(parts),
    getHourPage: new GetHourPageQuery(parts),
    getTimePage: new GetTimePageQuery(parts),
    openTime: new OpenTimeUseCase(parts),
    previewTime: new PreviewTimeQuery(parts),
    changeSlot: new ChangeSlotUseCase(parts),
    editSlot: new EditSlotUseCase(parts),
    getSlotEdit: new GetSlotEditQuery(parts),
    changeRange: new ChangeRangeUseCase(parts),
    undoTimetableChange: new UndoTimetableChangeUseCase(parts),
    getTimetableChange: new GetTimetableChangeQuery(parts),
    changeDaysOff: new ChangeDaysOffUseCase(parts),
    getCalendarPage: new GetCalendarPageQuery(parts),
    changePromise: new ChangePromiseUseCase(parts),
    getServices: new GetServicesQuery(parts),
    createService: new CreateServiceUseCase(parts),
    changeService: new ChangeServiceUseCase(parts),
  };
}
