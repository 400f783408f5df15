import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database, UnavailableError } from "#app/application/ports/database.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { ChangePromiseUseCase } from "./change-promise.ts";
import { ChangeServiceUseCase } from "./change-service.ts";
import { CreateServiceUseCase, type ServiceDraft } from "./create-service.ts";
import { GetServicesQuery } from "./get-services.ts";
import { ChangeSlotUseCase } from "./hours/change-slot.ts";
import { OpenTimeUseCase } from "./open-time.ts";

const draft: ServiceDraft = {
  slug: "primary",
  title: "Первичная консультация",
  durationMinutes: 50,
  format: "online",
  bookingUrl: null,
  waitlistOpen: true,
  bookWithoutAsking: false,
};

describe.each(DATABASES)("services at the desk on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let operatorEmail: string;
  let parts: ConstructorParameters<typeof CreateServiceUseCase>[0];
  const timetable = { invalidate: vi.fn() };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    ({ id: operatorId, email: operatorEmail } = await addOperator(list.connection));
    const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
    parts = { database: list.database, timetable, ids, clock: list.clock };
  });
  afterAll(() => list.close());

  const shown = async () => (await readTimetable(list.db, list.clock())).services.map(({ title }) => title);
  const audited = async () =>
    (await list.db.select().from(deskAudit).orderBy(deskAudit.id)).map(({ action }) => action);
  const kept = async (slug: string) => {
    const { services } = await new GetServicesQuery(parts).execute();
    const service = services.find((each) => each.slug === slug);
    if (!service) throw new Error(`no service ${slug}`);
    return service;
  };
  const create = (more: Partial<ServiceDraft> = {}) =>
    new CreateServiceUseCase(parts).execute({ operatorId, draft: { ...draft, ...more } });

  it("a new one is added at the end; its slug is taken once, also by parallel requests", async () => {
    const outcomes = await Promise.all([create(), create()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["created", "slug-taken"]);
    expect(await create({ slug: "second", title: "Вторая" })).toMatchObject({ status: "created" });
    expect(await shown()).toEqual(["Первичная консультация", "Вторая"]);
    expect(await audited()).toEqual(["service_created", "service_created"]);
    expect(timetable.invalidate).toHaveBeenCalled();
  });

  it("the second of two operators overwrites nothing; a double submit changes once", async () => {
    const { id: serviceId, version: seenVersion } = await kept("primary");
    const change = new ChangeServiceUseCase(parts);
    const edit = (title: string, version = seenVersion) => {
      const { slug: _, ...fields } = draft;
      return change.execute({
        operatorId,
        serviceId,
        seenVersion: version,
        change: { to: "edited", draft: { ...fields, title, waitlistOpen: false } },
      });
    };
    expect(await edit("Первая")).toEqual({ status: "changed" });
    expect(await edit("Первая")).toEqual({ status: "changed" });
    const second = await edit("Иначе");
    expect(second).toMatchObject({ status: "changed-meanwhile", service: { title: "Первая", waitlistOpen: false } });
    expect(second).toMatchObject({ by: { action: "service_changed", operatorEmail }, timeZone: "Europe/Moscow" });
    expect(await shown()).toEqual(["Первая", "Вторая"]);
    const edits = (await list.db.select().from(deskAudit)).filter(({ action }) => action === "service_changed");
    const details = { service_slug: "primary", status: "active", changed: "title", waitlist: "paused" };
    expect(edits).toMatchObject([{ details }]);
    expect(await edit("Иначе", (await kept("primary")).version)).toEqual({ status: "changed" });
  });

  it("an archived one is hidden and keeps its slug; its waiting people still count", async () => {
    await list.join("second", email("anna@example.org"));
    const { id: serviceId, version: seenVersion } = await kept("second");
    const change = new ChangeServiceUseCase(parts);
    expect(await change.execute({ operatorId, serviceId, seenVersion, change: { to: "archived" } })).toEqual({
      status: "changed",
    });
    expect(await shown()).toEqual(["Иначе"]);
    expect(await create({ slug: "second" })).toEqual({ status: "slug-taken" });
    expect(await kept("second")).toMatchObject({ status: "archived", waiting: 1 });
    await change.execute({ operatorId, serviceId, seenVersion: seenVersion + 1, change: { to: "active" } });
    expect(await shown()).toEqual(["Иначе", "Вторая"]);
    expect((await audited()).slice(-2)).toEqual(["service_archived", "service_restored"]);
  });

  it("an unknown one is reported as unknown", async () => {
    const change = new ChangeServiceUseCase(parts);
    const command = { operatorId, serviceId: v7(), seenVersion: 1, change: { to: "archived" } } as const;
    expect(await change.execute(command)).toEqual({ status: "unknown-service" });
  });

  it("visitors' pages are refreshed even when a commit's result is unknown", async () => {
    const lost: Database = {
      async transaction(work) {
        await list.database.transaction(work);
        throw new UnavailableError("the answer came too late");
      },
    };
    const over = { ...parts, database: lost };
    const by = { operatorId, serviceId: (await kept("second")).id, seenVersion: 3 };
    const slotId = v7();
    for (const change of [
      () => new CreateServiceUseCase(over).execute({ operatorId, draft: { ...draft, slug: "third" } }),
      () => new ChangeServiceUseCase(over).execute({ ...by, change: { to: "archived" } }),
      () => new ChangePromiseUseCase(over).execute({ operatorId, workingDays: 4, seenDays: 2 }),
      () => new ChangeSlotUseCase(over).execute({ operatorId, slotId, change: "block" }),
      () =>
        new OpenTimeUseCase(over).execute({
          ...{ operatorId, kind: "one", dates: ["2026-12-01"], time: "10:00" },
          ...{ serviceId: null, skipProblems: false, listFirst: false },
        }),
    ]) {
      timetable.invalidate.mockClear();
      await expect(change()).rejects.toThrow(UnavailableError);
      expect(timetable.invalidate).toHaveBeenCalledOnce();
    }
  });
});
