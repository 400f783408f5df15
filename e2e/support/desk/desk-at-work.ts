import { type Answer, application, form, send } from "../http.ts";
import { MAIL } from "../pages/marks.ts";
import { expect, type Practice } from "../practice.ts";
import { requestOf } from "../records/requests.ts";
import { logged } from "../servers/server-log.ts";
import { atTheDesk } from "./desk.ts";

/** A practice with a waiting person, a service, a free slot, and two operators. */
export async function deskOf(practice: Practice) {
  const [owner, assistant] = [await atTheDesk(practice), await atTheDesk(practice, "assistant")];
  const service = await practice.service({ title: "Первая встреча" });
  const joined = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(MAIL));
  expect(joined.status).toBe(303);
  await practice.jobsDone();
  const request = await requestOf(practice, service.id);
  const slot = await practice.freeTime(service.id);
  const sending = (cookie: string, at: string, fields: Record<string, string>, more: Record<string, string> = {}) => {
    const { headers, ...rest } = form(fields);
    return send(practice.origin + at, { ...rest, headers: { ...headers, Cookie: cookie, ...more } });
  };
  return {
    practice,
    owner,
    assistant,
    service,
    slot,
    person: `/desk/requests/${request.id}/`,
    seen: request.updatedAt.toISOString(),
    sending,
    get: (at: string, cookie = owner.cookie) => send(practice.origin + at, { headers: { Cookie: cookie } }),
    post: (at: string, fields: Record<string, string>, more?: Record<string, string>) =>
      sending(owner.cookie, at, fields, more),
  };
}
export type Desk = Awaited<ReturnType<typeof deskOf>>;

/** A page's text, without markup and script data. */
export const textOf = ({ body }: Answer) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

/** The response, and the log lines that the server wrote meanwhile. */
export async function answerAndLog(ask: () => Promise<Answer>) {
  const answers: Answer[] = [];
  const lines = await logged(async () => answers.push(await ask()));
  const [answer] = answers;
  if (!answer) throw new Error("no answer");
  return { answer, lines };
}
