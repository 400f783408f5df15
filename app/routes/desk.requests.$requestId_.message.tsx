import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { deskChatCopy } from "#app/copy/desk-chat.ts";
import { messageForm } from "#app/forms/chat/message-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import { ChatPage } from "#app/ui/desk/chat/chat-page.tsx";
import type { Route } from "./+types/desk.requests.$requestId_.message";

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "work_requests");
  const { getChat, concierge } = args.context.get(appContext);
  const requestId = uuidParam(args.params.requestId);
  const chat = await orServiceUnavailable(getChat.execute(requestId));
  if (!chat) throw data(null, { status: 404 });
  return { ...chat, requestId, connected: concierge !== null, done: doneOf(args.url, deskChatCopy.done) };
}

/** Sends one of the prepared messages, or says why it cannot be sent. */
export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "work_requests");
  const { concierge } = args.context.get(appContext);
  if (!concierge) throw data(null, { status: 404 });
  const submission = await readDeskForm(args, messageForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const requestId = uuidParam(args.params.requestId);
  const { message: prepared } = submission.value;
  const { status } = await orServiceUnavailable(
    concierge.sendPreparedMessage.execute({ requestId, operatorId: operator.id, prepared }),
  );
  switch (status) {
    case "done":
      return redirect(addresses.desk.message(requestId, { done: "sent" }), 303);
    case "unknown":
      throw data(null, { status: 404 });
    case "no-chat":
    case "sent-today":
      return data({ lastResult: submission.reply({ formErrors: [deskChatCopy.errors[status]] }) }, { status: 409 });
  }
}

export default function Message({ loaderData, actionData }: Route.ComponentProps) {
  return <ChatPage {...loaderData} lastResult={actionData?.lastResult} />;
}
