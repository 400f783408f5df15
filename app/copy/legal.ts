import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { ConsentType } from "#app/domain/consent.ts";
import {
  consentSlugs,
  type DocumentDrafts,
  type DocumentSlug,
  type DocumentsInForce,
  documentText,
  type LegalDetails,
} from "#app/domain/practice/documents.ts";
import { communicationsConsent, communicationsDraft } from "./legal/communications-consent.ts";
import { isFor, type LegalDocument, listMark, MESSENGER_LISTS } from "./legal/document.ts";
import { personalDataConsent, personalDataDraft } from "./legal/personal-data-consent.ts";
import { operatorWords } from "./legal/practice.ts";
import { privacy, privacyDraft } from "./legal/privacy.ts";

export { consentSlugs, documentText };

export type LegalDocumentHistory = { slug: DocumentSlug; versions: readonly LegalDocument[] };

/** Names the page with the texts of both consents, to which a mail links once. */
export const BOTH_CONSENTS = "consents";

/** Each document with its versions, newest first. In force is the newest for the messengers that are switched on. */
export const legalDocuments: readonly LegalDocumentHistory[] = [
  { slug: consentSlugs.personal_data, versions: personalDataConsent },
  { slug: consentSlugs.communications, versions: communicationsConsent },
  { slug: "privacy", versions: privacy },
];

/** The document that is in force where these messengers are switched on; `undefined`: there is none of this name. */
export function documentInForce(slug: string, on: readonly Messenger[]): LegalDocument | undefined {
  return legalDocuments.find((each) => each.slug === slug)?.versions.find((version) => isFor(version, on));
}

/** The consent's document that is in force. */
export function consentInForce(type: ConsentType, on: readonly Messenger[]): LegalDocument {
  const current = documentInForce(consentSlugs[type], on);
  if (!current) throw new Error(`no document for the consent ${type}`);
  return current;
}

/** The built-in documents in force where these messengers are switched on. */
export function builtInDocuments(on: readonly Messenger[]): DocumentsInForce {
  const current = (slug: DocumentSlug): LegalDocument => {
    const found = documentInForce(slug, on);
    if (!found) throw new Error(`no document ${slug}`);
    return found;
  };
  return {
    "personal-data-consent": current("personal-data-consent"),
    "communications-consent": current("communications-consent"),
    privacy: current("privacy"),
  };
}

/** The documents with these details, for every list of messengers. `on`: those that are switched on. */
export function documentDrafts(details: LegalDetails, on: readonly Messenger[]): DocumentDrafts[] {
  const operator = operatorWords(details);
  return MESSENGER_LISTS.map((names) => ({
    mark: listMark(names),
    inUse: listMark(names) === listMark(on),
    texts: {
      "personal-data-consent": personalDataDraft(operator)(names),
      "communications-consent": communicationsDraft(operator)(names),
      privacy: privacyDraft(operator)(names),
    },
  }));
}

/** A version begins with its date; behind it stand the messengers that it names, and a letter for the second of a day. */
export function versionDay(version: string): { day: string; label: string } {
  const day = version.slice(0, "2026-11-30".length);
  const label = new Intl.DateTimeFormat("ru-RU", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  const letter = /-([b-z])$/.exec(version.slice(day.length + 2))?.[1];
  return { day, label: letter ? `${label} (${letter.charCodeAt(0) - "a".charCodeAt(0) + 1})` : label };
}

export const legalCopy = {
  version: (date: string) => `Редакция от ${date}`,
  own: "Постоянный адрес этой редакции",
  earlier: "Это прежняя редакция. Согласия, которые давали по ней, ссылаются на этот текст.",
  current: "Действующая редакция",
  consents: "Два согласия к заявке",
  back: "К услугам",
} as const;
