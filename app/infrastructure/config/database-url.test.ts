import { describe, expect, it } from "vitest";
import { readDatabaseUrl } from "./database-url.ts";

const read = (url: string) => {
  const answer = readDatabaseUrl(url);
  if ("problem" in answer) throw new Error(answer.problem);
  return answer.address;
};

describe("a connection URI is read as libpq reads it", () => {
  it.each([
    ["postgres://db.example/p", [["db.example", 5432]]],
    ["postgresql://u:p@db.example:6432/p", [["db.example", 6432]]],
    ["postgres://u:p@[2001:db8::1]:6432/p", [["2001:db8::1", 6432]]],
    [
      "postgres://u:p@one.example:5433,two.example/p",
      [
        ["one.example", 5433],
        ["two.example", 5432],
      ],
    ],
    [
      "postgres:///p?host=one,two&port=1,2",
      [
        ["one", 1],
        ["two", 2],
      ],
    ],
    ["postgres:///p?host=/run/postgresql", [["/run/postgresql", 5432]]],
    ["postgres://%2Frun%2Fpostgresql:5433/p", [["/run/postgresql", 5433]]],
    ["postgres://db.example/p?host=/run/postgresql", [["/run/postgresql", 5432]]],
    ["postgres:///p", [["localhost", 5432]]],
  ])("%s", (url, servers) => {
    expect(read(url).servers.map(({ host, port }) => [host, port])).toEqual(servers);
  });

  it("with its account in escapes, or as parameters", () => {
    expect(read("postgres://an%40na:p%3A%2F%40ss:1@db/my%20db")).toMatchObject({
      user: "an@na",
      password: "p:/@ss:1",
      database: "my db",
    });
    expect(read("postgres://db?user=anna&password=secret&dbname=practice")).toMatchObject({
      user: "anna",
      password: "secret",
      database: "practice",
    });
    expect(read("postgres://db")).toMatchObject({ user: undefined, password: undefined, database: undefined });
  });
});

it.each([
  ["", "none", null],
  ["?sslmode=disable", "none", null],
  ["?sslmode=prefer", "offered", null],
  ["?sslmode=require", "checked", null],
  ["?ssl=true", "checked", null],
  ["?sslmode=no-verify", "unchecked", null],
  ["?sslmode=verify-full&sslrootcert=system", "checked", null],
  ["?sslmode=verify-full&sslrootcert=/etc/ca.pem", "checked", "/etc/ca.pem"],
  ["?sslrootcert=/etc/ca.pem", "checked", "/etc/ca.pem"],
])("%j means TLS %s", (query, tls, caFile) => {
  expect(read(`postgres://u:p@db.example/p${query}`)).toMatchObject({ tls, caFile });
});

it.each([
  ["Neon", "sslmode=require&channel_binding=require", ["channel_binding"]],
  ["Supabase", "pgbouncer=true&connection_limit=1", ["pgbouncer", "connection_limit"]],
  ["Prisma", "schema=public&pool_timeout=20", ["schema", "pool_timeout"]],
  ["libpq", "gssencmode=disable&target_session_attrs=read-write", ["gssencmode", "target_session_attrs"]],
])("parameters that %s prints for others are dropped by name", (_, query, dropped) => {
  expect(read(`postgres://u:p@db.example/p?${query}`).dropped).toEqual(dropped);
});

it.each([
  ["mysql://u:secret@db/p", /must look like postgres:/],
  ["db.example/secret", /must look like postgres:/],
  ["postgres://u:secret@db:port/p", /hosts or ports/],
  ["postgres://u:secret@db:70000/p", /hosts or ports/],
  ["postgres:///p?host=a,b,c&port=1,2&password=secret", /hosts or ports/],
  ["postgres://u:secret@db/p?sslmod=require", /the parameter sslmod is not known/],
  ["postgres://u:secret@db/p?sslmode=on", /sslmode must be/],
  ["postgres://u:secret%@db/p", /is no escape/],
])("%s is refused in words that repeat no value", (url, words) => {
  const answer = readDatabaseUrl(url);
  expect("problem" in answer && answer.problem).toMatch(words);
  expect(JSON.stringify(answer)).not.toContain("secret");
});
