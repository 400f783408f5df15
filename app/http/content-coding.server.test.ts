import { describe, expect, it } from "vitest";
import { codingFor } from "./content-coding.server.ts";

describe("the coding of a response", () => {
  it.each([
    [undefined, "identity"],
    ["", "identity"],
    [" , ,", "identity"],
    ["br", "br"],
    ["gzip, deflate, br, zstd", "br"],
    ["br;q=0", "identity"],
    ["br;q=0.000, gzip", "gzip"],
    ["br; q=0.2 , gzip;q=0.9", "gzip"],
    ["X-GZIP", "gzip"],
    ["*", "br"],
    ["*;q=0", null],
    ["*;q=0, identity", "identity"],
    ["br;q=0, *", "gzip"],
    ["br;q=0, *;q=0", null],
    ["gzip;q=0.5, *;q=0", "gzip"],
    ["identity;q=0", null],
    ["identity;q=0, br;q=0.001", "br"],
    ["identity, br;q=0.5", "identity"],
    ["identity;q=0.5, br;q=0.5", "br"],
    ["deflate, zstd", "identity"],
    // Rubbish says neither yes nor no.
    ["br;q=much", "identity"],
    ["br ; q = 0", "identity"],
    ["br;q=", "identity"],
    ["br;q=2, gzip", "gzip"],
    ["br;q=-1, gzip;q=1e1", "identity"],
    ["identity;q=none", "identity"],
    ["*;q=NaN", "identity"],
    [";q=0", "identity"],
    ["\u0000;;=,", "identity"],
  ])("for %j is %s, the second time too", (accepted, coding) => {
    for (let time = 0; time < 2; time += 1) expect(codingFor(accepted)).toBe(coding);
  });
});
