import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { type AboutPractice, markOfAbout } from "#app/domain/practice/about.ts";
import { StoredShapeError } from "#app/infrastructure/database/stored.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { practiceSettings } from "#app/infrastructure/tables/timetable.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { documentTemplates } from "#app/wiring/documents.server.ts";
import { practiceOf } from "#app/wiring/practice.server.ts";

describe.each(DATABASES)("what the practice says of itself on $name", ({ open }) => {
  let list: TestWaitlist;
  let practice: ReturnType<typeof practiceOf>;
  let owner: Awaited<ReturnType<typeof addOperator>>;
  const practiceMemory = { about: DEMO_ABOUT, refresh: vi.fn(async () => undefined) };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    practice = practiceOf({ ...list, templates: documentTemplates(["telegram"]), practiceMemory });
    owner = await addOperator(list.connection);
  });
  afterAll(() => list.close());

  const change = async (about: AboutPractice, seen?: string) =>
    practice.changeAbout.execute({
      operatorId: owner.id,
      about,
      seen: seen ?? markOfAbout(await practice.getAbout.execute()),
    });
  const audited = async () => {
    const rows = await list.db.select().from(deskAudit).where(eq(deskAudit.operatorId, owner.id));
    return rows.filter(({ action }) => action === "about_changed").map(({ details }) => details);
  };

  it("is the demo's until saved, is read anew then, and audited without its words", async () => {
    expect(await practice.getAbout.execute()).toEqual(DEMO_ABOUT);
    const own: AboutPractice = {
      ...DEMO_ABOUT,
      name: "Тихая гавань",
      helpCountry: "kz",
      helpLines: [{ number: "8 800 100-20-30", name: "Линия помощи" }],
    };
    practiceMemory.refresh.mockClear();
    expect(await change(own)).toEqual({ status: "changed" });
    expect(practiceMemory.refresh).toHaveBeenCalledTimes(1);
    expect(await practice.getAbout.execute()).toEqual(own);
    expect(await change(own)).toEqual({ status: "unchanged" });
    expect(await audited()).toEqual([{ changed: "name help_country help_lines" }]);
    expect(await change(DEMO_ABOUT)).toEqual({ status: "changed" });
  });

  it("is not overwritten by somebody who saw something else", async () => {
    const seen = markOfAbout(await practice.getAbout.execute());
    await change({ ...DEMO_ABOUT, name: "Тихий дом" });
    expect(await change({ ...DEMO_ABOUT, helpCountry: "by" }, seen)).toMatchObject({
      status: "changed-meanwhile",
      by: { action: "about_changed", operatorEmail: owner.email },
    });
    expect(await practice.getAbout.execute()).toEqual({ ...DEMO_ABOUT, name: "Тихий дом" });
    await change(DEMO_ABOUT);
  });

  it("names the place of a stored value that cannot be read, never the value", async () => {
    await list.db.update(practiceSettings).set({ about: { name: 7, helpLines: "anna@example.org" } });
    const error = await practice.getAbout.execute().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(StoredShapeError);
    expect(String(error)).toContain("practice_settings.about of 1");
    expect(String(error)).not.toContain("anna");
    await list.db.update(practiceSettings).set({ about: null });
  });
});
