import { describe, expect, it } from "vitest";
import { plainDeskAddress } from "./desk-address.ts";

const plain = (address: string) => plainDeskAddress(new URL(address, "http://127.0.0.1"));

describe("a desk address with other letters", () => {
  it("is corrected in its first part only", () => {
    expect(plain("/DESK/")).toBe("/desk/");
    expect(plain("/Desk")).toBe("/desk");
    expect(plain("/DESK.data?_routes=a")).toBe("/desk.data?_routes=a");
    expect(plain("/%64%45sk/invite/aB-C_d/?next=%2FX")).toBe("/desk/invite/aB-C_d/?next=%2FX");
  });

  it("is unchanged when it is right or not the desk's", () => {
    for (const each of ["/desk/", "/desk.data", "/desk/SETTINGS/", "/Desktop/", "/booking/DESK/", "/%ff/", "//DESK/"]) {
      expect([each, plain(each)]).toEqual([each, null]);
    }
  });
});
