import { describe, expect, it } from "vitest";
import { actForm, listQuery } from "./desk-people.ts";

describe("moments in the desk's forms", () => {
  const id = "00000000-0000-7000-8000-000000000001";
  const after = (at: string) => listQuery.safeParse({ after: `${at}_${id}` }).success;
  const seen = (at: string) => actForm.safeParse({ intent: "contacted", seen: at }).success;

  it("must be in our years: the form refuses the year 0000, which the database lacks", () => {
    for (const ask of [after, seen]) {
      expect(ask("2026-11-25T20:59:59.999Z")).toBe(true);
      for (const year of ["0000", "0001", "1999", "9999", "+012345"])
        expect([year, ask(`${year}-11-25T20:59:59.999Z`)]).toEqual([year, false]);
    }
  });
});
