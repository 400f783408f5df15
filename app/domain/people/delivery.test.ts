import { expect, it } from "vitest";
import { channelFaultsOf } from "./delivery.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const waiting = (minutes: number, errorCode = "max-network") =>
  ({ channel: "max", createdAt: ago(minutes), failedAt: null, errorCode }) as const;
const faults = (unsent: Parameters<typeof channelFaultsOf>[0], sent: Date | null) =>
  channelFaultsOf(unsent, new Map([["max", sent]]), NOW).map(({ fault, since }) => [fault, since]);

it("a channel is away once a message has waited an hour and nothing passed since", () => {
  expect(faults([waiting(59)], null)).toEqual([]);
  expect(faults([waiting(61), waiting(200)], null)).toEqual([["away", ago(200)]]);
  expect(faults([waiting(61)], ago(120))).toEqual([["away", ago(61)]]);
  expect(faults([waiting(61)], ago(30))).toEqual([]);
});

it("a channel that refuses the practice is told at once, until something passes", () => {
  const denied = { channel: "max", createdAt: ago(5), failedAt: ago(4), errorCode: "max-denied" } as const;
  expect(faults([denied], ago(60))).toEqual([["refused", ago(5)]]);
  expect(faults([denied], ago(3))).toEqual([]);
  expect(faults([waiting(5, "max-401")], null)).toEqual([["refused", ago(5)]]);
});

it("each channel is judged by its own messages", () => {
  const mail = { channel: "email", createdAt: ago(90), failedAt: null, errorCode: "smtp-timeout" } as const;
  const told = channelFaultsOf([mail, waiting(90)], new Map([["email", ago(1)]]), NOW);
  expect(told).toEqual([{ channel: "max", fault: "away", since: ago(90), worked: null }]);
});
