import { CONSENT_TYPES } from "#app/domain/consent.ts";
import type { Service } from "#app/domain/timetable/availability.ts";
import type { ChatNote, Question } from "./chat-message.ts";
import { CONCIERGE_STEPS, type ConciergeStep, type Press } from "./concierge-buttons.ts";
import {
  BEGINNING,
  type CHAT_COMMANDS,
  type Conversation,
  type Heard,
  type Reception,
  type StartLink,
  type Turn,
} from "./conversation.ts";

/** The concierge's behaviour: every event in every state has exactly one answer. */
export function converse(before: Conversation, heard: Heard, reception: Reception): Turn {
  const conversation = withOpenService(before, reception);
  switch (heard.kind) {
    case "start":
      return begin(heard.link, reception);
    case "text":
      return says(conversation, { about: "free-text" });
    case "command":
      return command(conversation, heard.command);
    case "press":
      if (!heard.press) return asksAgain(conversation, { about: "old-button" }, reception);
      return pressed(conversation, heard.press, reception);
  }
}

function begin(link: StartLink | null, reception: Reception): Turn {
  const service = link && reception.services.find(({ id }) => id === link.serviceId);
  const origin = link && { deepLinkId: link.deepLinkId, utm: link.utm };
  const hour = service ? (link?.hour ?? null) : null;
  const conversation = { ...BEGINNING, serviceId: service?.id ?? null, hour, origin };
  const note: ChatNote =
    link?.serviceId && !service
      ? { about: "list-paused", serviceTitle: null }
      : service && hour
        ? { about: "hour-greeting", serviceTitle: service.title, startsAt: hour.startsAt, timeZone: hour.timeZone }
        : { about: "greeting", serviceTitle: service?.title ?? null };
  return asks(conversation, note, reception);
}

function command(conversation: Conversation, name: (typeof CHAT_COMMANDS)[number]): Turn {
  switch (name) {
    case "status":
    case "leave":
      return { conversation, effect: { do: "show-requests" } };
    case "delete":
      return says(conversation, { about: "confirm-erasure" });
    case "emergency":
      return says(conversation, { about: "emergency" });
  }
}

function pressed(conversation: Conversation, press: Press, reception: Reception): Turn {
  switch (press.to) {
    case "emergency":
      return says(conversation, { about: "emergency" });
    case "status":
      return { conversation, effect: { do: "show-requests" } };
    case "leave":
      return { conversation, effect: { do: "leave", requestId: press.requestId } };
    case "answer":
      return { conversation, effect: { do: "take-answer", answer: press.answer, messageId: press.messageId } };
    case "accept":
    case "decline":
    case "cancel":
    case "return":
      return { conversation, effect: { do: "press-offer", press: press.to, offerId: press.offerId } };
    case "wait":
    case "wait_later":
      return { conversation, effect: { do: "press-wait", press: press.to, requestId: press.requestId } };
    case "erase":
      return { conversation, effect: { do: "erase" } };
    case "resume":
      return asksAgain(conversation, null, reception);
    case "again":
      return asks({ ...BEGINNING, origin: conversation.finished ? null : conversation.origin }, null, reception);
    case "refuse":
      return conversation.finished
        ? says(conversation, { about: "finished" })
        : says(conversation, { about: "refused" });
    default:
      return answered(conversation, press, reception);
  }
}

type Answer = Extract<Press, { to: "service" | "format" | "window" | "agree" | "back" }>;

function answered(conversation: Conversation, press: Answer, reception: Reception): Turn {
  if (conversation.finished) return says(conversation, { about: "finished" });
  if (press.to === "service") {
    const service = reception.services.find(({ id }) => id === press.serviceId);
    if (!service) return asksAgain(conversation, { about: "list-paused", serviceTitle: null }, reception);
    return asks({ ...before(conversation, "service"), serviceId: service.id }, null, reception);
  }
  const step = press.to === "agree" ? press.type : press.to === "back" ? press.from : press.to;
  const service = reception.services.find(({ id }) => id === conversation.serviceId);
  const steps = service ? stepsOf(service, conversation) : [];
  const [asked, now] = [steps.indexOf(step), steps.indexOf(stepAt(conversation, service) ?? step)];
  if (press.serviceId !== service?.id || asked < 0 || asked > now) {
    return asksAgain(conversation, { about: "old-button" }, reception);
  }
  const cleared = before(conversation, step);
  switch (press.to) {
    case "format":
      return asks({ ...cleared, format: press.format }, null, reception);
    case "window":
      return asks({ ...cleared, window: press.window }, null, reception);
    case "back":
      return asks(before(conversation, steps[asked - 1] ?? "service"), null, reception);
    case "agree": {
      const { version } = reception.documents[press.type];
      if (press.version !== version) return asks(cleared, { about: "text-changed" }, reception);
      return asks({ ...cleared, agreed: { ...cleared.agreed, [press.type]: version } }, null, reception);
    }
  }
}

/** The conversation as it was when the step was first asked. */
function before(conversation: Conversation, step: ConciergeStep): Conversation {
  const at = CONCIERGE_STEPS.indexOf(step);
  const keeps = (other: ConciergeStep) => CONCIERGE_STEPS.indexOf(other) < at;
  const { personal_data } = conversation.agreed;
  return {
    ...conversation,
    serviceId: keeps("service") ? conversation.serviceId : null,
    format: keeps("format") ? conversation.format : null,
    window: keeps("window") ? conversation.window : null,
    // Another service has other hours.
    hour: keeps("service") ? conversation.hour : null,
    agreed: keeps("personal_data") && personal_data ? { personal_data } : {},
  };
}

const stepsOf = (service: Service, { hour }: Conversation) =>
  CONCIERGE_STEPS.filter((step) => {
    if (step === "window") return hour === null;
    return step !== "format" || service.format === "hybrid";
  });

/** The pending question; `null` when nothing is left to ask. */
function stepAt(conversation: Conversation, service: Service | undefined): ConciergeStep | null {
  if (!service) return "service";
  if (service.format === "hybrid" && !conversation.format) return "format";
  if (!conversation.window && !conversation.hour) return "window";
  return CONSENT_TYPES.find((type) => !conversation.agreed[type]) ?? null;
}

/** A service whose list closed resets the answers about it. A changed document resets its consent. */
function withOpenService(conversation: Conversation, { services, documents }: Reception): Conversation {
  if (conversation.finished || !conversation.serviceId) return conversation;
  if (!services.some(({ id }) => id === conversation.serviceId)) return before(conversation, "service");
  const changed = CONSENT_TYPES.find((type) => {
    const version = conversation.agreed[type];
    return version !== undefined && version !== documents[type].version;
  });
  return changed ? before(conversation, changed) : conversation;
}

/** Asks the pending question, or makes the request when nothing is left to ask. */
function asks(conversation: Conversation, note: ChatNote | null, reception: Reception): Turn {
  const service = reception.services.find(({ id }) => id === conversation.serviceId);
  const step = stepAt(conversation, service);
  if (service && !step) {
    const { format, window, hour } = conversation;
    const ended = { ...conversation, finished: true };
    // Consent to any other version was reset.
    const submits = { do: "submit", service, format, consents: reception.documents } as const;
    if (hour) return { conversation: ended, effect: { ...submits, window: null, hour } };
    if (window) return { conversation: ended, effect: { ...submits, window, hour: null } };
  }
  if (reception.services.length === 0) return says(conversation, { about: "no-lists" });
  return { conversation, message: { note, question: questionAt(step, service, reception) } };
}

function questionAt(step: ConciergeStep | null, service: Service | undefined, reception: Reception): Question {
  if (!service || !step || step === "service") {
    return { step: "service", services: reception.services.map(({ id, title }) => ({ id, title })) };
  }
  if (step === "format" || step === "window") return { step, serviceId: service.id, serviceTitle: service.title };
  return { step, serviceId: service.id, version: reception.documents[step].version };
}

/** Repeats the question. After the end of an exchange, says where to find the request. */
function asksAgain(conversation: Conversation, note: ChatNote | null, reception: Reception): Turn {
  if (!conversation.finished) return asks(conversation, note, reception);
  return note ? says(conversation, { about: "finished" }) : { conversation, effect: { do: "show-requests" } };
}

const says = (conversation: Conversation, note: ChatNote): Turn => ({
  conversation,
  message: { note, question: null },
});
