import { createHmac } from "node:crypto";
import { CompactEncrypt, compactDecrypt } from "jose";
import { UndecryptableError } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { hmacCanary, type Key, type KeyCanary, type Keyring } from "#app/infrastructure/keyring.ts";

/** The place of a ciphertext. It is part of the protected header, so a ciphertext moved to another row does not decrypt. */
export type CipherPlace = {
  table:
    | "waitlist_requests"
    | "lead_identities"
    | "chats"
    | "chat_names"
    | "callers"
    | "operators"
    | "factor_offers"
    | "thanks_links"
    | "key_canary";
  id: string;
};
export type Fingerprint = { kid: string; value: string };

const rowOf = (place: CipherPlace) => `${place.table}/${place.id}`;

/** Encrypts contacts as compact JWE (RFC 7516, `dir` with A256GCM) and finds equal ones by HMAC without decrypting. */
export class ContactCipher {
  readonly #contactKeys: Keyring;
  readonly #fingerprintKeys: Keyring;
  /** Imported once: importing takes longer than encrypting. */
  readonly #imported = new Map<Key, Promise<CryptoKey>>();

  constructor(keys: { contact: Keyring; fingerprint: Keyring }) {
    this.#contactKeys = keys.contact;
    this.#fingerprintKeys = keys.fingerprint;
  }

  /** The keys that write. */
  get writingKids() {
    return { contact: this.#contactKeys[0].kid, fingerprint: this.#fingerprintKeys[0].kid };
  }

  encrypt(contact: Contact, place: CipherPlace): Promise<string> {
    return this.#seal(JSON.stringify([contact.method, contact.value]), place, this.#contactKeys[0]);
  }

  /** Throws `UndecryptableError` when the key is unknown or wrong, or the ciphertext belongs to another row or method. */
  async decrypt<Method extends Contact["method"]>(jwe: string, method: Method, place: CipherPlace) {
    const [sealedMethod, value]: unknown[] = JSON.parse(await this.#open(jwe, place));
    if (sealedMethod !== method || typeof value !== "string") throw new UndecryptableError(rowOf(place));
    return { method, value };
  }

  /** Encrypts text other than contacts, such as the seed of an operator's second factor. */
  sealText(text: string, place: CipherPlace): Promise<string> {
    return this.#seal(text, place, this.#contactKeys[0]);
  }

  /** Throws `UndecryptableError` as `decrypt` does. */
  openText(jwe: string, place: CipherPlace): Promise<string> {
    return this.#open(jwe, place);
  }

  /** The fingerprint under the writing key. */
  fingerprint(contact: Contact): Fingerprint {
    return fingerprintUnder(this.#fingerprintKeys[0], contact);
  }

  /** The fingerprints under every configured key: look-ups use all of them. */
  fingerprints(contact: Contact): Fingerprint[] {
    return this.#fingerprintKeys.map((key) => fingerprintUnder(key, contact));
  }

  /** One known text under every key, by name. */
  async canaries(): Promise<KeyCanary[]> {
    const contact = this.#contactKeys.map(async (key) => {
      const place: CipherPlace = { table: "key_canary", id: `contact/${key.kid}` };
      return {
        name: place.id,
        value: await this.#seal("canary", place, key),
        matches: (stored: string) =>
          this.#open(stored, place).then(
            (text) => text === "canary",
            () => false,
          ),
      };
    });
    return [...(await Promise.all(contact)), ...this.#fingerprintKeys.map((key) => hmacCanary("fingerprint", key))];
  }

  #import(key: Key): Promise<CryptoKey> {
    const known = this.#imported.get(key);
    if (known) return known;
    const secret = new Uint8Array(key.secret);
    const imported = crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
    this.#imported.set(key, imported);
    return imported;
  }

  async #seal(text: string, place: CipherPlace, key: Key): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key.kid, row: rowOf(place) })
      .encrypt(await this.#import(key));
  }

  async #open(jwe: string, place: CipherPlace): Promise<string> {
    try {
      const opened = await compactDecrypt(
        jwe,
        (header) => {
          const key = this.#contactKeys.find(({ kid }) => kid === header.kid);
          if (!key) throw new UndecryptableError(rowOf(place));
          return this.#import(key);
        },
        { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] },
      );
      if (opened.protectedHeader.row === rowOf(place)) return new TextDecoder().decode(opened.plaintext);
    } catch {
      throw new UndecryptableError(rowOf(place));
    }
    throw new UndecryptableError(rowOf(place));
  }
}

function fingerprintUnder(key: Key, contact: Contact): Fingerprint {
  const value = createHmac("sha256", key.secret).update(`${contact.method}|${contact.value}`).digest("base64url");
  return { kid: key.kid, value };
}
