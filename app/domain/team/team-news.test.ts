import { expect, it } from "vitest";
import { TEAM_NEWS, whoIsTold } from "./team-news.ts";

it("sends news of a possible intrusion to every owner and to the account's operator", () => {
  const told = Object.fromEntries(TEAM_NEWS.map((what) => [what, whoIsTold(what, "anna", ["boris", "carl"])]));
  expect(told).toEqual({
    owner_invited: ["boris", "carl"],
    factor_replaced: ["boris", "carl", "anna"],
    recovery_code_used: ["anna"],
    password_changed: ["anna"],
  });
  expect(whoIsTold("factor_replaced", "boris", ["boris", "carl"])).toEqual(["boris", "carl"]);
});
