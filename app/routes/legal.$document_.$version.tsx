import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { DOCUMENT_SLUGS } from "#app/domain/practice/documents.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { Head } from "#app/ui/head.tsx";
import { LegalPage } from "#app/ui/privacy/legal-page.tsx";
import type { Route } from "./+types/legal.$document_.$version";

/** One version of a document, for ever: consents point to it. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const { config, getDocuments, practiceMemory } = context.get(appContext);
  const slug = DOCUMENT_SLUGS.find((each) => each === params.document);
  const found = slug && (await orServiceUnavailable(getDocuments.version(slug, params.version)));
  if (!slug || !found) throw data(null, { status: 404 });
  const earlier = practiceMemory.said.documents[slug].version !== found.version;
  const { title, version, paragraphs } = found;
  return { document: { slug, title, version, paragraphs }, earlier, origin: config.publicOrigin };
}

export default function LegalVersion({ loaderData: { document, earlier, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="legal" title={document.title} path={null} origin={origin} />
      <LegalPage document={document} earlier={earlier} />
    </>
  );
}
