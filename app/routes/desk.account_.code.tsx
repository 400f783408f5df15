import { redirect } from "react-router";
import { z } from "zod";
import { readDeskForm, requireOperator, safeNext } from "#app/http/desk/desk.server.ts";
import type { Route } from "./+types/desk.account_.code";

/** The code before a file: `requireOperator` asks for it with a page. The way back leads to the file's button. */
export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "export");
  return onward(args.url);
}

export async function action(args: Route.ActionArgs) {
  await readDeskForm(args, z.object({}));
  await requireOperator(args, "export");
  return onward(args.url);
}

const onward = (url: URL) => redirect(`${safeNext(url)}?done=code`, 303);

/** Never rendered: the answer is the code's page or a redirect back. */
export default function Code() {
  return null;
}
