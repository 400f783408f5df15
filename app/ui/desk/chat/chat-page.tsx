import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskChatCopy as words } from "#app/copy/desk-chat.ts";
import { PREPARED_MESSAGES, type PreparedAnswer, type PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { dateLabel, timeLabel } from "#app/views/dates.ts";
import type { BadgeTone } from "#app/views/people/desk-badges.ts";

type State = keyof typeof words.states;
type Sent = {
  id: string;
  prepared: PreparedMessage;
  createdAt: Date;
  fate: keyof typeof words.fates;
  answer: PreparedAnswer | null;
};
type ChatPageProps = {
  requestId: string;
  serviceTitle: string;
  state: State;
  /** The practice has a bot. */
  connected: boolean;
  sent: Sent[];
  timeZone: string;
  done: keyof typeof words.done | null;
  lastResult: LastResult;
};

/** The desk's only way to write to a chat: one of a few messages, answered by buttons. */
export function ChatPage(props: ChatPageProps) {
  const { requestId, serviceTitle, state, connected, done, lastResult } = props;
  const refused = lastResult?.status === "error";
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["message"], "#message")} />
      <DeskHeading title={words.title} lead={serviceTitle} error={refused}>
        <ChatBadge state={state} />
      </DeskHeading>
      <p>
        <Link className="target" to={addresses.desk.person(requestId)}>
          {words.back}
        </Link>
      </p>
      {done && !refused ? <Answer>{words.done[done]}</Answer> : null}
      <p className="soft">{words.leads[connected ? state : "no-bot"]}</p>
      {connected && state === "open" ? <MessageForm serviceTitle={serviceTitle} lastResult={lastResult} /> : null}
      <SentMessages {...props} />
    </>
  );
}

const TONES: Record<State, BadgeTone> = { open: "good", blocked: "bad", none: "neutral" };

/** Whether the person can be reached. */
export function ChatBadge({ state }: { state: State }) {
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>;
}

function MessageForm({ serviceTitle, lastResult }: Pick<ChatPageProps, "serviceTitle" | "lastResult">) {
  const chosen = typedIn(lastResult, "message");
  return (
    <DeskForm method="post" className="stack" noValidate>
      <FieldGroup name="message" legend={words.choose} error={errorOf(lastResult, "message")}>
        {PREPARED_MESSAGES.map((message, index) => (
          <div key={message} className="prepared">
            <Radio
              name="message"
              value={message}
              label={words.label(message)}
              checked={chosen === message}
              first={index === 0}
            />
            <p className="soft">{words.preview(message, serviceTitle)}</p>
          </div>
        ))}
      </FieldGroup>
      <DeskButton>{words.send}</DeskButton>
    </DeskForm>
  );
}

function SentMessages({ sent, timeZone }: ChatPageProps) {
  const { message, at, fate, answer } = words.columns;
  return (
    <section>
      <h2>{words.sentTitle}</h2>
      {sent.length === 0 ? <EmptyState>{words.empty}</EmptyState> : null}
      {sent.length > 0 ? (
        <Table caption={words.sentTitle} columns={[message, at, fate, answer]}>
          {sent.map((each) => (
            <tr key={each.id}>
              <Cell column={message}>{words.label(each.prepared)}</Cell>
              <Cell
                column={at}
              >{`${dateLabel(each.createdAt, timeZone)}, ${timeLabel(each.createdAt, timeZone)}`}</Cell>
              <Cell column={fate}>
                <Badge tone={each.fate === "failed" ? "bad" : "neutral"}>{words.fates[each.fate]}</Badge>
              </Cell>
              <Cell column={answer}>{each.answer ? words.answer(each.prepared, each.answer) : words.noAnswer}</Cell>
            </tr>
          ))}
        </Table>
      ) : null}
    </section>
  );
}
