import { describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports/database.ts";
import { Turns } from "./turns.ts";

/** Work that ends on command. */
function work() {
  let end = (_: string) => {};
  let fail = (_: Error) => {};
  let begun = false;
  const done = new Promise<string>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const begin = () => {
    begun = true;
    return done;
  };
  return { begin, end: (text: string) => end(text), fail: (error: Error) => fail(error), begun: () => begun };
}

describe("turns", () => {
  it("go in the order of asking, and an ended one makes room for the next", async () => {
    const turns = new Turns({ atOnce: 1, places: 1 });
    const [first, second, third] = [work(), work(), work()];
    const one = turns.take(first.begin);
    const two = turns.take(second.begin);
    expect([turns.full, turns.take(third.begin)]).toEqual([true, null]);
    expect([first.begun(), second.begun()]).toEqual([false, false]);
    first.end("first");
    expect(await one).toBe("first");
    expect(turns.full).toBe(false);
    const three = turns.take(third.begin);
    second.end("second");
    third.end("third");
    expect(await Promise.all([two, three])).toEqual(["second", "third"]);
    expect(first.begun() && second.begun() && third.begun()).toBe(true);
  });

  it("are handed on after a failure", async () => {
    const turns = new Turns({ atOnce: 1, places: 1 });
    const [first, second] = [work(), work()];
    const one = turns.take(first.begin);
    const two = turns.take(second.begin);
    first.fail(new Error("out of memory"));
    await expect(one).rejects.toThrow("out of memory");
    second.end("second");
    expect(await two).toBe("second");
    expect(turns.full).toBe(false);
  });

  it("that wait are refused at close, and so are later ones", async () => {
    const turns = new Turns({ atOnce: 1, places: 2 });
    const first = work();
    const running = turns.take(first.begin);
    const waiting = turns.take(work().begin);
    turns.close();
    await expect(waiting).rejects.toThrow(UnavailableError);
    await expect(turns.take(work().begin)).rejects.toThrow(UnavailableError);
    first.end("first");
    expect(await running).toBe("first");
  });
});
