import { eq, sql } from "drizzle-orm";
import type { AboutPractice } from "#app/domain/practice/about.ts";
import { documentVersions } from "#app/infrastructure/tables/practice.ts";
import { availabilitySlots, practiceSettings, services } from "#app/infrastructure/tables/timetable.ts";
import { one, type Stored } from "./stored.ts";

export const serviceOf = async ({ db }: Stored, slug: string) =>
  one(await db.select().from(services).where(eq(services.slug, slug)), "a service");

export const allServices = ({ db }: Stored) => db.select().from(services);

export const servicesNamed = ({ db }: Stored, title: string) =>
  db.select().from(services).where(eq(services.title, title));

/** The slots of a service, the earliest first. */
export const slotsOf = ({ db }: Stored, serviceId: string) =>
  db
    .select()
    .from(availabilitySlots)
    .where(eq(availabilitySlots.serviceId, serviceId))
    .orderBy(availabilitySlots.startsAt);

/** Changes a slot behind the app's back. */
export const changeSlot = ({ db }: Stored, id: string, change: Partial<typeof availabilitySlots.$inferSelect>) =>
  db.update(availabilitySlots).set(change).where(eq(availabilitySlots.id, id));

/** As another process does it. */
export const blockSlot = (stored: Stored, id: string) => changeSlot(stored, id, { status: "blocked" });

/** As another process does it. */
export const deleteSlot = ({ db }: Stored, id: string) =>
  db.delete(availabilitySlots).where(eq(availabilitySlots.id, id));

/** Within how many working days the practice promises an answer. */
export async function promisedDays({ db }: Stored) {
  const { answerWithinWorkingDays } = one(await db.select().from(practiceSettings), "the settings");
  return answerWithinWorkingDays;
}

export const promiseDays = ({ db }: Stored, answerWithinWorkingDays: number) =>
  db.update(practiceSettings).set({ answerWithinWorkingDays });

/** What the practice says of itself; `null`: the demo's words. As another process does it. */
export const sayOfPractice = ({ db }: Stored, about: AboutPractice | null) =>
  db.update(practiceSettings).set({ about });

/** The documents are the built-in ones again, which only the owner of the tables can do. */
export async function forgetDocuments({ db }: Stored) {
  await db.execute(sql`alter table document_versions disable trigger user`);
  await db.delete(documentVersions);
  await db.execute(sql`alter table document_versions enable trigger user`);
  await db.update(practiceSettings).set({ legal: null });
}

/** Freed hours of the service are offered to its list without a press. */
export const offersByItself = ({ db }: Stored, serviceId: string) =>
  db.update(services).set({ automaticOffers: true }).where(eq(services.id, serviceId));

/** No hour is free, and every list is paused. */
export async function closeEverything({ db }: Stored) {
  await db.delete(availabilitySlots);
  await db.update(services).set({ waitlistOpen: false });
}
