import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { BOTH_CONSENTS, legalCopy } from "#app/copy/legal.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { consentSlugs, DOCUMENT_SLUGS } from "#app/domain/practice/documents.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { ConsentsPage, LegalPage } from "#app/ui/privacy/legal-page.tsx";
import type { Route } from "./+types/legal.$document";

export const loader = fitForFastLane(async ({ params: { document: slug = "" }, context }) => {
  const slugs = slug === BOTH_CONSENTS ? CONSENT_TYPES.map((type) => consentSlugs[type]) : [slug];
  const { config, practiceMemory } = context.get(appContext);
  const named = DOCUMENT_SLUGS.filter((each) => slugs.includes(each));
  const documents = named.map((each) => ({ ...practiceMemory.said.documents[each], slug: each }));
  if (documents.length === 0) throw new Response(null, { status: 404 });
  return data({ documents, slug, origin: config.publicOrigin });
});

export default function Legal({ loaderData: { documents, slug, origin } }: Route.ComponentProps) {
  const [document, other] = documents;
  const both = document !== undefined && other !== undefined;
  return (
    <>
      <Head
        page="legal"
        title={both ? legalCopy.consents : document?.title}
        path={addresses.legal(slug)}
        origin={origin}
      />
      {both ? <ConsentsPage documents={[document, other]} /> : null}
      {document && !both ? <LegalPage document={document} /> : null}
    </>
  );
}
