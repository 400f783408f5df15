import { describe, expect, it } from "vitest";
import { overTls } from "./over-tls.ts";

const web = {
  TELEGRAM_API_ROOT: "https://api.telegram.org",
  MAX_API_ROOT: "https://platform-api2.max.ru",
  RESEND_BASE_URL: "https://api.resend.com",
};

describe("the database", () => {
  it.each([
    "postgres://db.example/p?sslmode=verify-full",
    "postgres://u:p%40ss@db.example:6432/p?sslmode=require",
    "postgresql://db.example/p?sslmode=verify-ca",
    "postgres://one.example,two.example/p?sslmode=verify-full",
    "postgres://db.example/p?sslrootcert=/etc/ssl/provider.pem",
    "postgres://localhost/p",
    "postgres://[::1]:5432/p",
    "postgres:///p?host=/run/postgresql",
    "postgres://db.example/p?host=/run/postgresql",
    "postgres://%2Frun%2Fpostgresql/p",
  ])("%s goes to nobody else", (DATABASE_URL) => {
    expect(overTls({ ...web, DATABASE_URL }).problems).toEqual([]);
  });

  it.each([
    "postgres://db.example/p",
    "postgres://db.example/p?sslmode=prefer",
    "postgres://db.example/p?sslmode=disable",
    "postgres://db.example/p?sslmode=no-verify",
    "postgres://localhost/p?host=db.example",
    "postgres://localhost,db.example/p",
  ])("%s could travel in the open", (DATABASE_URL) => {
    expect(overTls({ ...web, DATABASE_URL }).problems).toEqual([expect.stringMatching(/^DATABASE_URL: .*verify-full/)]);
  });
});

describe("the mail server", () => {
  it.each([
    ["smtp://u:p@mail.example:587", "smtp://u:p@mail.example:587?requireTLS=true"],
    ["smtp://mail.example?requireTLS=false", "smtp://mail.example?requireTLS=true"],
    ["smtps://mail.example?pool=false", "smtps://mail.example?pool=false&requireTLS=true"],
    ["smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"],
  ])("%s", (SMTP_URL, url) => {
    expect(overTls({ ...web, SMTP_URL })).toMatchObject({ problems: [], urls: { SMTP_URL: url } });
  });

  it("is one whose certificate is checked", () => {
    const { problems } = overTls({ ...web, SMTP_URL: "smtps://mail.example?tls.rejectUnauthorized=false" });
    expect(problems).toEqual([expect.stringMatching(/^SMTP_URL: /)]);
  });
});

it.each(["TELEGRAM_API_ROOT", "MAX_API_ROOT", "RESEND_BASE_URL"])("%s is https, or this machine", (name) => {
  const problems = (url: string) => overTls({ ...web, [name]: url }).problems;
  expect(problems("http://relay.example")).toEqual([expect.stringMatching(`^${name}: must be https`)]);
  for (const url of ["https://relay.example", "http://127.0.0.1:8081", "http://localhost:8081"])
    expect(problems(url)).toEqual([]);
});
