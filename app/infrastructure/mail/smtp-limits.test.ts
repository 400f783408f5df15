import { describe, expect, it } from "vitest";
import { sendingLimitIn } from "./smtp-limits.ts";

const TO = "anna.petrova@example.net";

describe("sending limits in a server's refusal", () => {
  it.each<[string, string]>([
    ["Gmail, by day", "550-5.4.5 Daily user sending limit exceeded. For more information go to 550 5.4.5 gsmtp"],
    ["Gmail, by day, in its older words", "550 5.4.5 Daily sending quota exceeded - gsmtp"],
    ["Gmail's relay, by day", "550 5.7.1 Daily SMTP relay limit exceeded for customer."],
    ["Gmail's relay, at its peak", "450 4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary error."],
    ["Amazon SES, by day", "454 Throttling failure: Daily message quota exceeded."],
    [
      "Microsoft",
      "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message",
    ],
    ["Microsoft, by recipients", "550 5.1.90 You've reached your daily limit for message recipients"],
    ["cPanel", "550 Domain practice.example has exceeded the max emails per hour (100/100 (100%)) allowed."],
    ["GMX", "450 Requested mail action not taken: mailbox unavailable Mail send limit exceeded."],
    ["Yandex", "554 5.7.1 Spam limit exceeded"],
    ["a service of mailings", "550 Too many messages. Try again in 92 seconds."],
    ["another", "452 4.5.3 Daily message limit exceeded"],
  ])("ours: %s", (_, response) => {
    expect(sendingLimitIn(response, TO, "DATA")).toBe("sender");
  });

  it.each<[string, string]>([
    ["Gmail", `450-4.2.1 The user you are trying to contact is receiving mail too quickly. <${TO}>`],
    [
      "Gmail, for good by its code",
      "550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages",
    ],
    ["Yandex", `451 4.5.1 The recipient <${TO}> has exceeded their message rate limit. Try again later.`],
    ["Mail.ru", `451 Ratelimit exceeded for mailbox ${TO}. Try again later.`],
  ])("the recipient's: %s", (_, response) => {
    expect(sendingLimitIn(response, TO, "DATA")).toBe("recipient");
  });

  it("at RCPT a limit without a name is the recipient's, a daily one is ours", () => {
    expect(sendingLimitIn("450 rate limit exceeded", TO, "RCPT TO")).toBe("recipient");
    expect(sendingLimitIn("450 daily limit exceeded", TO, "RCPT TO")).toBe("sender");
  });

  it.each([
    "452 4.2.2 The email account that you tried to reach is over quota",
    "552 5.2.2 Mailbox size limit exceeded",
    "550 User quota exceeded",
    "552 5.3.4 Message size exceeds fixed limit",
    "452 4.5.3 Too many recipients",
    "421 4.7.0 Too many connections, connection limit exceeded",
    "454 Throttling failure: Maximum sending rate exceeded.",
    "452 4.4.5 Messages per second limit exceeded",
    "454 4.7.0 Too many login attempts, please try again later.",
    "535 5.7.8 Username and Password not accepted",
    "554 5.7.1 spam score exceeds the limit",
    "450 4.7.1 Greylisted, try again later",
    "421 4.4.5 Server busy, try again later.",
    "550 5.1.1 No such user",
    "554 5.7.1 relaying denied",
  ])("none: %s", (response) => {
    expect(sendingLimitIn(response, TO, "DATA")).toBeNull();
  });

  it.each(["daily.limit.exceeded@example.net", "quota-exceeded@limit-reached.example"])(
    "the words of an address are not the server's: %s",
    (to) => {
      const [mailbox] = to.split("@");
      for (const named of [`<${to}>`, to, `user ${mailbox}`])
        expect(sendingLimitIn(`550 5.1.1 ${named} is unknown here`, to, "RCPT TO")).toBeNull();
    },
  );
});
