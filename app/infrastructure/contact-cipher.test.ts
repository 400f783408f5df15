import { describe, expect, it } from "vitest";
import { UndecryptableError } from "#app/application/ports.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { testKeys } from "./testing/practice.ts";

const contact = { method: "email", value: "anna@example.org" } as const;
const place = { table: "waitlist_requests", id: "row-1" } as const;

describe("a stored contact", () => {
  const keys = testKeys();
  const cipher = new ContactCipher(keys);

  it("opens at its place, and is written differently every time", async () => {
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

  it("does not open with another key, nor when one byte of it changed, and the error holds nothing of it", async () => {
    const jwe = await cipher.encrypt(contact, place);
    const stranger = new ContactCipher(testKeys());
    await expect(stranger.decrypt(jwe, "email", place)).rejects.toThrow("waitlist_requests/row-1");
    const parts = jwe.split(".");
    const body = Buffer.from(parts[3] ?? "", "base64url");
    body.writeUInt8(body.readUInt8(0) ^ 1, 0);
    parts[3] = body.toString("base64url");
    await expect(cipher.decrypt(parts.join("."), "email", place)).rejects.toThrow(UndecryptableError);
  });

  it("written under an older key opens while that key lives", async () => {
    const jwe = await cipher.encrypt(contact, place);
    const [newer] = testKeys().contact;
    const rotated = new ContactCipher({ ...keys, contact: [{ ...newer, kid: "c2" }, ...keys.contact] });
    expect(await rotated.decrypt(jwe, "email", place)).toEqual(contact);
  });

  it("is found by its fingerprint, which another key or method does not share", () => {
    expect(cipher.fingerprint(contact)).toEqual(cipher.fingerprint({ ...contact }));
    expect(cipher.fingerprint(contact).value).not.toBe(
      cipher.fingerprint({ method: "telegram", value: contact.value }).value,
    );
    expect(cipher.fingerprint(contact).value).not.toBe(new ContactCipher(testKeys()).fingerprint(contact).value);
  });
});
