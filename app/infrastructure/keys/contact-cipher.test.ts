import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UndecryptableError } from "#app/application/ports/database.ts";
import { CONTACT_METHODS } from "#app/domain/contact/contact.ts";
import { testKeys } from "#app/testing/practice.ts";
import { type CipherPlace, ContactCipher } from "./contact-cipher.ts";

const contact = { method: "email", value: "anna@example.org" } as const;
const place = { table: "waitlist_requests", id: "row-1" } as const;

describe("a stored contact", () => {
  const keys = testKeys();
  const cipher = new ContactCipher(keys);

  it("decrypts in its place, and is encrypted differently every time", async () => {
    const jwe = await cipher.encrypt(contact, place);
    expect(await cipher.decrypt(jwe, "email", place)).toEqual(contact);
    expect(await cipher.encrypt(contact, place)).not.toBe(jwe);
    expect(jwe).not.toContain(Buffer.from("anna").toString("base64url"));
  });

  it.each([
    ["another row", { table: "waitlist_requests", id: "row-2" } as const, "email"],
    ["another table", { table: "lead_identities", id: "row-1" } as const, "email"],
    ["another method", place, "phone"],
  ] as const)("does not open at %s", async (_, where, method) => {
    const jwe = await cipher.encrypt(contact, place);
    await expect(cipher.decrypt(jwe, method, where)).rejects.toThrow(UndecryptableError);
  });

  it("is not decrypted with another key or a changed byte; the error reveals nothing", async () => {
    const jwe = await cipher.encrypt(contact, place);
    const stranger = new ContactCipher(testKeys());
    await expect(stranger.decrypt(jwe, "email", place)).rejects.toThrow("waitlist_requests/row-1");
    const parts = jwe.split(".");
    const body = Buffer.from(parts[3] ?? "", "base64url");
    body.writeUInt8(body.readUInt8(0) ^ 1, 0);
    parts[3] = body.toString("base64url");
    await expect(cipher.decrypt(parts.join("."), "email", place)).rejects.toThrow(UndecryptableError);
  });

  it("written under an older key decrypts while that key is configured", async () => {
    const jwe = await cipher.encrypt(contact, place);
    const [newer] = testKeys().contact;
    const rotated = new ContactCipher({ ...keys, contact: [{ ...newer, kid: "c2" }, ...keys.contact] });
    expect(await rotated.decrypt(jwe, "email", place)).toEqual(contact);
  });

  it("is found by its fingerprint, which differs by key and method", () => {
    expect(cipher.fingerprint(contact)).toEqual(cipher.fingerprint({ ...contact }));
    expect(cipher.fingerprint(contact).value).not.toBe(
      cipher.fingerprint({ method: "telegram", value: contact.value }).value,
    );
    expect(cipher.fingerprint(contact).value).not.toBe(new ContactCipher(testKeys()).fingerprint(contact).value);
  });

  const anyContact = fc.record({
    method: fc.constantFrom(...CONTACT_METHODS),
    value: fc.string({ unit: "binary", maxLength: 300 }),
  });
  const anyPlace = fc.record({
    table: fc.constantFrom<CipherPlace["table"]>("waitlist_requests", "lead_identities", "chats", "chat_names"),
    id: fc.uuid(),
  });
  const opened = (jwe: string, method: (typeof CONTACT_METHODS)[number], where: CipherPlace) =>
    cipher.decrypt(jwe, method, where).then(
      ({ value }) => value,
      (error: unknown) => error,
    );

  it("of any text decrypts only in its own place and by its own method", async () => {
    await fc.assert(
      fc.asyncProperty(anyContact, anyPlace, anyPlace, async (given, own, other) => {
        const jwe = await cipher.encrypt(given, own);
        expect(await cipher.decrypt(jwe, given.method, own)).toEqual(given);
        const elsewhere = [{ ...own, id: other.id }, { ...own, table: other.table }, other];
        for (const where of elsewhere.filter(({ table, id }) => table !== own.table || id !== own.id))
          expect(await opened(jwe, given.method, where)).toBeInstanceOf(UndecryptableError);
        for (const method of CONTACT_METHODS.filter((each) => each !== given.method))
          expect(await opened(jwe, method, own)).toBeInstanceOf(UndecryptableError);
      }),
    );
  });

  it("does not decrypt after a change of any bit in any part", async () => {
    await fc.assert(
      fc.asyncProperty(anyContact, anyPlace, fc.double({ min: 0, max: 1, noNaN: true }), async (given, own, where) => {
        const parts = (await cipher.encrypt(given, own)).split(".");
        // The second part, a wrapped key, is empty under `dir`.
        for (const at of [0, 2, 3, 4]) {
          const bytes = Buffer.from(parts[at] ?? "", "base64url");
          const bit = Math.min(Math.floor(where * bytes.length * 8), bytes.length * 8 - 1);
          bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          const changed = parts.with(at, bytes.toString("base64url")).join(".");
          expect(await opened(changed, given.method, own)).toBeInstanceOf(UndecryptableError);
        }
      }),
    );
  });

  it("is not accepted from any other text", async () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.base64String()).map((parts) => parts.join(".")),
    );
    await fc.assert(
      fc.asyncProperty(anyText, anyPlace, async (text, own) => {
        const error = await opened(text, "email", own);
        expect(error).toBeInstanceOf(UndecryptableError);
      }),
    );
  });
});
