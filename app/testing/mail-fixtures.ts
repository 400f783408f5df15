import type { Server } from "node:net";
import { inspect } from "node:util";
import { expect } from "vitest";
import { addresses } from "#app/addresses.ts";
import { MailError, type OutgoingMail } from "#app/application/ports/mail.ts";

export const ADDRESS = "anna.petrova@example.net";
export const LINK = `https://practice.example${addresses.request("abcdefghijklmnopqrstuv")}`;

export const mail: OutgoingMail = {
  id: "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11",
  to: ADDRESS,
  subject: "Ваша заявка принята",
  html: "<p>Вы в листе ожидания.</p>",
  text: "Вы в листе ожидания.",
  unsubscribeUrl: LINK,
};

export const mailWithFile: OutgoingMail = {
  ...mail,
  files: [
    {
      filename: "meeting.ics",
      contentType: "text/calendar; charset=utf-8",
      content: "BEGIN:VCALENDAR\r\nSUMMARY:Встреча\r\nEND:VCALENDAR\r\n",
    },
  ],
};

/** The `MailError` of a send that must fail, checked to contain no personal data: these errors are stored and logged. */
export async function failureOf(sending: Promise<void>): Promise<MailError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MailError))
    throw new Error("the send was expected to fail with a MailError", { cause: error });
  expect(error.cause).toBeUndefined();
  const all = [error.message, error.code, error.stack, inspect(error, { depth: null, showHidden: true })].join("\n");
  for (const secret of [ADDRESS, "anna.petrova", "example.net", LINK, "abcdefghijklmnopqrstuv"]) {
    expect(all).not.toContain(secret);
  }
  return error;
}

/** Starts a server on a free loopback port and returns the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

/** A port on which nothing listens any more. */
export async function closedPort(server: Server): Promise<number> {
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
