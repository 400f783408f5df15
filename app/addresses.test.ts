import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import { matchRoutes, type RouteObject } from "react-router";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { addresses } from "./addresses.ts";

type Address = { path: string };
type AddressList = { [name: string]: Address | AddressList };
const isAddress = (entry: Address | AddressList): entry is Address => typeof entry.path === "string";
const pathsOf = (list: AddressList): string[] =>
  Object.values(list).flatMap((entry) => (isAddress(entry) ? [entry.path] : pathsOf(entry)));

const paths = pathsOf(addresses);
const filled = (pattern: string) => pattern.replace(/:\w+/, "something");

/** The route table of the build; fs-routes asks for the folder that React Router's own commands set. */
async function readRoutes(): Promise<RouteObject[]> {
  vi.stubGlobal("__reactRouterAppDirectory", path.resolve("app"));
  const { default: entries } = await import("./routes.ts");
  const objectOf = ({ file, path, index, children }: RouteConfigEntry): RouteObject =>
    index ? { id: file, path, index } : { id: file, path, children: children?.map(objectOf) };
  return (await entries).map(objectOf);
}

function pagesOf(routes: RouteObject[]): string[] {
  return routes.flatMap(({ id = "", children }) => (children ? pagesOf(children) : id));
}

describe("the list of addresses and the route table", () => {
  let routes: RouteObject[];
  const fileAt = (address: string) => matchRoutes(routes, address)?.at(-1)?.route.id;
  beforeAll(async () => {
    routes = await readRoutes();
  });

  it.each(paths)("%s leads to its own route", (pattern) => {
    const found = matchRoutes(routes, filled(pattern)) ?? [];
    const full = found.flatMap(({ route }) => route.path ?? []).join("/");
    expect(`/${full}`).toBe(pattern.length > 1 ? pattern.replace(/\/$/, "") : pattern);
  });

  it("has an address for every route but the two that catch unknown addresses", () => {
    const reached = new Set(paths.map((pattern) => fileAt(filled(pattern))));
    expect(pagesOf(routes).filter((file) => !reached.has(file))).toEqual(["routes/desk.$.tsx", "routes/$.tsx"]);
  });
});

describe("an address", () => {
  it("carries its parameter and its query encoded", () => {
    expect(addresses.request("a/b", { done: "left" })).toBe("/waitlist/a%2Fb/?done=left");
    expect(addresses.noSlots({ service_slug: "primary", utm_source: "a b" })).toBe(
      "/booking/no-slots/?service_slug=primary&utm_source=a+b",
    );
    expect(addresses.desk.list(new URLSearchParams("overdue=on"))).toBe("/desk/?overdue=on");
  });

  it("has no question mark without a query", () => {
    expect(addresses.booking()).toBe("/booking/");
    expect(addresses.desk.signIn(new URLSearchParams())).toBe("/desk/sign-in/");
    expect(addresses.booking({ utm_source: undefined })).toBe("/booking/");
  });
});

it("is written by hand in the list alone", () => {
  const first = [...new Set(paths.map((pattern) => pattern.split("/")[1]).filter(Boolean))].join("|");
  // A path in quotes, after an origin in a template, or in a regular expression.
  const written = new RegExp(String.raw`(?:["'\`}]|\^\\)/(?:${first})(?=[/\\"'\`?])`);
  const comment = /^\s*(?:\/\*\*|\*|\/\/)/;
  const byHand = ["app", "bin"].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" })
      .map((file) => path.posix.join(top, file))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && file !== "app/addresses.ts")
      .flatMap((file) =>
        readFileSync(file, "utf8")
          .split("\n")
          .map((line) => ({ file, line })),
      )
      .filter(({ line }) => !comment.test(line) && written.test(line))
      .map(({ file, line }) => `${file}: ${line.trim()}`),
  );
  expect(byHand).toEqual([]);
});
