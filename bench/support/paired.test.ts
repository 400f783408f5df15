import { describe, expect, it } from "vitest";
import type { Figure, Section } from "./figures.ts";
import { besideEachOther, inTurns } from "./paired.ts";

const page = (value: number, serverCpu?: number): Figure => ({
  case: "page",
  value,
  unit: "req/s",
  ...(serverCpu === undefined ? {} : { detail: { serverCpu } }),
});
const section = (...figures: Figure[]): Section => ({ title: "Pages", figures });

describe("two builds", () => {
  it("stand beside each other by case, with the medians of their rounds", () => {
    const rounds = [100, 300, 200].map((value) => ({ ours: section(page(value)), theirs: section(page(value / 2)) }));
    const { title, figures } = besideEachOther(rounds, "abc");
    expect(title).toBe("Pages, beside abc");
    expect(figures).toEqual([
      {
        case: "page",
        value: 200,
        unit: "req/s",
        limit: { name: "req/s abc", value: 100 },
        detail: { round1: 2, round2: 2, round3: 2 },
      },
    ]);
  });

  it("are compared by processor time too, where it was measured", () => {
    const { figures } = besideEachOther([{ ours: section(page(1, 3)), theirs: section(page(1, 6)) }], "abc");
    expect(figures[1]).toMatchObject({ case: "page, processor time", value: 3, unit: "ms", limit: { value: 6 } });
  });

  it("are not compared in a case that only one has", () => {
    expect(besideEachOther([{ ours: section(page(1)), theirs: section() }], "abc").figures).toEqual([]);
  });

  it("keep apart two figures of one case with different limits", () => {
    const beside = (name: string, value: number) => ({ ...page(value), limit: { name, value: 1 } });
    const both = (factor: number) => section(beside("bare", factor), beside("stock", 10 * factor));
    const { figures } = besideEachOther([{ ours: both(2), theirs: both(1) }], "abc");
    expect(figures.map(({ value, limit }) => [value, limit?.value])).toEqual([
      [2, 1],
      [20, 10],
    ]);
  });

  it("take turns in going first", async () => {
    const order: string[] = [];
    const measure = async (build: string) => {
      order.push(build);
      return section(page(build === "." ? 1 : 2));
    };
    const pairs = [await inTurns(0, measure, "other"), await inTurns(1, measure, "other")];
    expect(order).toEqual([".", "other", "other", "."]);
    expect(pairs.map(({ ours }) => ours.figures[0]?.value)).toEqual([1, 1]);
  });
});
