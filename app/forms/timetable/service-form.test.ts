import { describe, expect, it } from "vitest";
import { servicesCopy } from "#app/copy/desk-services.ts";
import { draftOf, newServiceForm } from "./service-form.ts";

const read = (booking_url: string | undefined) =>
  newServiceForm.safeParse({
    title: "Консультация",
    slug: "primary",
    duration_minutes: "50",
    format: "online",
    waitlist_open: "yes",
    booking_url,
  });
const kept = (typed: string | undefined) => {
  const { data } = read(typed);
  return data && draftOf(data).bookingUrl;
};

describe("a booking address is stored as browsers parse it", () => {
  it.each([
    ["https://example.ru", "https://example.ru/"],
    [" HTTPS://Example.RU:443/zapis ", "https://example.ru/zapis"],
    ["https:example.ru/zapis", "https://example.ru/zapis"],
    ["https://пример.рф/запись", "https://xn--e1afmkfd.xn--p1ai/%D0%B7%D0%B0%D0%BF%D0%B8%D1%81%D1%8C"],
    ["https://example.ru/a/../zapis?a=b c#d", "https://example.ru/zapis?a=b%20c#d"],
  ])("%j is %s, and stays so when it is saved again", (typed, address) => {
    expect([kept(typed), kept(address)]).toEqual([address, address]);
  });

  it("an empty one is none", () => expect(kept(undefined)).toBeNull());

  it.each([
    "http://example.ru",
    "javascript:alert(1)",
    "data:text/html,a",
    "ftp://example.ru/",
    "example.ru/zapis",
    "https://localhost/",
    "https://anna:parol@example.ru/",
    "https://",
    `https://example.ru/${"a".repeat(2_000)}`,
    `https://example.ru/${"я".repeat(400)}`,
  ])("%s is refused by name, once", (typed) => {
    const problems = read(typed).error?.issues.map(({ path, message }) => [path.join("."), message]);
    expect(problems).toEqual([["booking_url", servicesCopy.errors.bookingUrl]]);
  });
});
