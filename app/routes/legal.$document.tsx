import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { legalDocuments } from "#app/copy/legal.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { LegalPage } from "#app/ui/privacy/legal-page.tsx";
import type { Route } from "./+types/legal.$document";

export const loader = fitForFastLane(async ({ params, context }) => {
  const versions = legalDocuments.find(({ slug }) => slug === params.document)?.versions;
  const [current] = versions ?? [];
  if (!current) throw new Response(null, { status: 404 });
  return data({ document: current, slug: params.document, origin: context.get(appContext).config.publicOrigin });
});

export default function Legal({ loaderData: { document, slug, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="legal" title={document.title} path={`/legal/${slug}/`} origin={origin} />
      <LegalPage document={document} />
    </>
  );
}
