import { expect, it } from "vitest";
import { offerRulesCopy } from "#app/copy/offer-rules.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { offerRulesView } from "#app/views/offers/rules-view.ts";
import { offerRulesForm, rulesOf } from "./rules-form.ts";

const SERVICE = "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11";
const settings = { ...DEFAULT_OFFER_SETTINGS, automaticByService: { [SERVICE]: true } };
const view = offerRulesView({ settings, timeZone: "Europe/Moscow", services: [{ id: SERVICE, title: "Приём" }] });
const typed = { ...view.values, seen: view.seen, services: [`${SERVICE}:yes`] };
const words = offerRulesCopy.errors;

it("the rules survive the form unchanged", () => {
  expect(rulesOf(offerRulesForm.parse(typed))).toEqual(settings);
  expect(rulesOf(offerRulesForm.parse({ ...typed, services: [`${SERVICE}:follow`] })).automaticByService).toEqual({});
});

it.each([
  ["hold_far", "0", words.hold],
  ["hold_far", "1.5", words.hold],
  ["hold_call", "", words.hold],
  ["at_once_near", "11", words.atOnce],
  ["over_far", "9999", words.over],
  ["over_near", "168", words.order],
  ["over_soon", "100", words.order],
  ["quiet_from", "25:00", words.time],
  ["quiet_to", "9", words.time],
  ["quiet_to", "19:00", words.day],
  ["undo_delay", "241", words.undo],
  ["weekly_cap", "0", words.cap],
  ["minimum_notice", "-1", words.notice],
  ["automatic", "maybe", words.choose],
] as const)("%s of «%s» is refused with its reason", (name, value, why) => {
  const parsed = offerRulesForm.safeParse({ ...typed, [name]: value });
  expect(parsed.error?.issues).toMatchObject([{ path: [name], message: why }]);
});

it("quiet hours may be none", () => {
  const none = { quiet_from: "00:00", quiet_to: "00:00" };
  expect(rulesOf(offerRulesForm.parse({ ...typed, ...none })).quietHours).toEqual({ from: "00:00", to: "00:00" });
});
