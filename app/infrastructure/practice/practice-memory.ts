import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { operatorWords } from "#app/copy/legal/practice.ts";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import type { ConsentDocument, ConsentDocuments, ConsentType } from "#app/domain/consent.ts";
import type { AboutPractice, PracticeSaid } from "#app/domain/practice/about.ts";
import type { DocumentsInForce, KnownConsent, LegalDetails } from "#app/domain/practice/documents.ts";
import { consentSlugs } from "#app/domain/practice/documents.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import type { PublishedDocument } from "./documents.ts";
import { inForceOf, knownConsents } from "./known-consents.ts";

const RETRY_AFTER_MS = 1_000;

/** What is stored. `published`: newest first; what is in force and what is known come from this one reading. */
export type StoredPractice = { about: AboutPractice; details: LegalDetails; published: PublishedDocument[] };
type Parts = {
  load(): Promise<StoredPractice>;
  /** In force until the owner publishes. */
  builtIn: DocumentsInForce;
  logger: Pick<Logger, "fault">;
};

/** Pages say what was read last: a database that is away changes neither the practice's name nor its documents. */
export class StoredPracticeMemory implements PracticeMemory {
  readonly #parts: Parts;
  #said: PracticeSaid;
  #known: KnownConsent[];
  #text = "";
  #edition = 0;
  #wanted = false;
  #reading: Promise<void> | null = null;
  #retrying: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#said = { ...NEUTRAL_ABOUT, operator: NEUTRAL_ABOUT.name, documents: parts.builtIn };
    this.#known = knownConsents(parts.builtIn, []);
  }

  get about(): AboutPractice {
    return this.#said;
  }

  get said(): PracticeSaid {
    return this.#said;
  }

  /** Grows with every change: a page drawn for an earlier edition is not sent again. */
  get edition(): number {
    return this.#edition;
  }

  readonly consents = (type: ConsentType, version: string): KnownConsent | null =>
    this.#known.find(({ document }) => document.type === type && document.version === version) ?? null;

  /** The consent documents in force, at each reading of a property. */
  readonly inForce: ConsentDocuments = consentsInForce((type) => {
    const { version } = this.#said.documents[consentSlugs[type]];
    const known = this.consents(type, version);
    if (!known) throw new Error(`a consent in force is not known: ${type} ${version}`);
    return known.document;
  });

  refresh(): Promise<void> {
    this.#wanted = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Stops retrying. */
  stop(): void {
    clearTimeout(this.#retrying);
  }

  /** Once more after a change during the reading, which may have missed it. */
  async #read(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      clearTimeout(this.#retrying);
      try {
        this.#take(await this.#parts.load());
      } catch (error) {
        this.#parts.logger.fault("practice unreadable", error);
        this.#retrying = setTimeout(() => this.refresh(), RETRY_AFTER_MS).unref();
      }
    }
  }

  #take(stored: StoredPractice): void {
    const text = JSON.stringify(stored);
    if (text === this.#text) return;
    const { about, details, published } = stored;
    const { builtIn } = this.#parts;
    this.#said = { ...about, operator: operatorWords(details), documents: inForceOf(builtIn, published) };
    this.#known = knownConsents(builtIn, published);
    this.#text = text;
    this.#edition += 1;
  }
}

const consentsInForce = (of: (type: ConsentType) => ConsentDocument): ConsentDocuments => ({
  get personal_data() {
    return of("personal_data");
  },
  get communications() {
    return of("communications");
  },
});
