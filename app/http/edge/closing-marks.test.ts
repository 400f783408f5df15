import { describe, expect, it } from "vitest";
import { meantPath } from "./closing-marks.ts";

const TOKEN = "AAAAAAAAAAAAAAAAAAAA-_";

describe("the marks behind a link", () => {
  it.each([")", ">", '"', "\u00a0", ").", "»,", "&gt;", "&quot;&gt;", "…", "**", "]"])(
    "%s is no part of a path",
    (marks) => {
      expect(meantPath(`waitlist/${TOKEN}/${marks}`)).toBe(`/waitlist/${TOKEN}/`);
      expect(meantPath(`waitlist/${TOKEN}${marks}`)).toBe(`/waitlist/${TOKEN}/`);
      expect(meantPath(marks)).toBe("/");
    },
  );

  it("leaves a path without marks as it is", () => {
    for (const path of ["", "no-such", "no-such/", `waitlist/${TOKEN}/rest/`, "a/b/", "%", "a/%", "a/\0", "a\0/"])
      expect(meantPath(path)).toBeNull();
  });

  it("leads to no other site", () => {
    for (const path of ["/evil.example/)", "//evil.example/)", "\\evil.example)"])
      expect(meantPath(path)).toBe("/evil.example/");
  });
});
