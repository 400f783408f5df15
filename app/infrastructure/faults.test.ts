import { describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports/database.ts";
import { describeFault, isAway, orUnavailable } from "./faults.ts";

const withCode = (code: string, message = "anna@example.org") => Object.assign(new Error(message), { code });

describe("a fault", () => {
  it.each(["ECONNREFUSED", "CONNECTION_CLOSED", "57P01", "53300", "08006"])(
    "%s is a part that is away, also as a cause",
    (code) => {
      expect(isAway(withCode(code))).toBe(true);
      expect(isAway(new Error("wrapped", { cause: withCode(code) }))).toBe(true);
    },
  );
  it.each(["23505", "42P01", "22P02"])("%s is a surprise", (code) => expect(isAway(withCode(code))).toBe(false));

  it("of an unavailable part becomes unavailable; a surprise stays itself", async () => {
    await expect(orUnavailable(Promise.reject(withCode("ECONNRESET")))).rejects.toThrow(UnavailableError);
    const surprise = withCode("23505");
    await expect(orUnavailable(Promise.reject(surprise))).rejects.toBe(surprise);
  });

  it("is logged by names, codes and places, without any message", () => {
    const told = describeFault(new Error("params: anna@example.org", { cause: withCode("23505") }));
    expect(told).toMatchObject([{ name: "Error" }, { name: "Error", code: "23505" }]);
    expect(JSON.stringify(told)).not.toContain("anna");
    expect(JSON.stringify(describeFault("anna@example.org"))).not.toContain("anna");
  });
});
