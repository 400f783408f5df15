import { timestamp, uuid } from "drizzle-orm/pg-core";

export const id = () => uuid().primaryKey();

export const moment = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });
