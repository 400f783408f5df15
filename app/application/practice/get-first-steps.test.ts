import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_DETAILS } from "#app/copy/legal/practice.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { markOfAbout } from "#app/domain/practice/about.ts";
import { markOfDetails } from "#app/domain/practice/documents.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { documentTemplates } from "#app/wiring/documents.server.ts";
import { practiceOf } from "#app/wiring/practice.server.ts";

describe.each(DATABASES)("the first steps of an owner on $name", ({ open }) => {
  let list: TestWaitlist;
  let practice: ReturnType<typeof practiceOf>;
  let owner: Awaited<ReturnType<typeof addOperator>>;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    const practiceMemory = { refresh: async () => undefined };
    practice = practiceOf({ ...list, templates: documentTemplates(["telegram"]), practiceMemory });
    owner = await addOperator(list.connection);
  });
  afterAll(() => list.close());

  it("are done one by one, are the owner's, and end with the first request", async () => {
    const steps = () => practice.getFirstSteps.execute(owner);
    const none = { about: false, services: false, time: false, documents: false };
    expect(await steps()).toEqual(none);
    const assistant = await addOperator(list.connection, "assistant");
    expect(await practice.getFirstSteps.execute(assistant)).toBeNull();

    const change = {
      operatorId: owner.id,
      about: { ...DEMO_ABOUT, name: "Тихая гавань" },
      seen: markOfAbout(DEMO_ABOUT),
    };
    await practice.changeAbout.execute(change);
    expect(await steps()).toEqual({ ...none, about: true });
    const service = await addService(list.connection);
    expect(await steps()).toEqual({ ...none, about: true, services: true });
    await addSlot(list.connection, service.id, new Date(list.clock().getTime() + 5 * 86_400_000));
    expect(await steps()).toEqual({ about: true, services: true, time: true, documents: false });
    const details = { ...DEMO_DETAILS, operator: "ИП Волкова" };
    await practice.publishDocuments.execute({ operatorId: owner.id, details, seen: markOfDetails(DEMO_DETAILS) });
    expect(await steps()).toEqual({ about: true, services: true, time: true, documents: true });

    const { id } = await list.join(service.slug, email("first@example.org"));
    expect(id).not.toBe("");
    expect(await steps()).toBeNull();
  });
});
