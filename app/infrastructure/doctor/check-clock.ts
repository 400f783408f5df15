import { z } from "zod";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { type Finding, fault, ok } from "./finding.ts";

const CLOCKS_APART_MS = 5_000;
const time = z.object({ now: z.coerce.number() });

/** Whether this machine and the database share a time. `now` in milliseconds. */
export async function checkClock({ run }: Pick<Connection, "run">, now: () => number): Promise<Finding> {
  const { rows } = await run("select extract(epoch from clock_timestamp()) * 1000 as now");
  const apart = Math.abs(time.parse(rows[0]).now - now());
  if (apart < CLOCKS_APART_MS) return ok("clock", "this machine and the database agree");
  const seconds = Math.round(apart / 1_000);
  const words = `this machine and the database differ by ${seconds} s: set the clock (timedatectl set-ntp true)`;
  return fault("clock", words, "clock");
}
