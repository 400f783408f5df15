import { describe, expect, it } from "vitest";
import { isCodeFresh, openSession, revealsCountFrom } from "./desk-session.ts";

const NOW = new Date("2026-11-23T10:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe("the code in a session", () => {
  it("was proven when the session began, unless the session still waits for it", () => {
    expect(openSession("hash", "operator", "full", NOW).codeAt).toEqual(NOW);
    expect(openSession("hash", "operator", "password", NOW).codeAt).toBeNull();
  });

  it("is valid for fifteen minutes", () => {
    const fresh = (codeAt: Date | null) => isCodeFresh({ codeAt }, NOW);
    expect([ago(0), ago(14), ago(15), ago(700), null].map(fresh)).toEqual([true, true, false, false, false]);
  });

  it("resets the count of reveals, and so does an hour", () => {
    const from = (codeAt: Date | null) => revealsCountFrom({ codeAt }, NOW);
    expect([ago(0), ago(59), ago(61), null].map(from)).toEqual([ago(0), ago(59), ago(60), ago(60)]);
  });
});
