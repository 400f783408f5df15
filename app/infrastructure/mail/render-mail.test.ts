import { describe, expect, it } from "vitest";
import { mailCopy } from "#app/copy/mail.ts";
import { workingDays } from "#app/copy/words.ts";
import { OPERATOR_WARNINGS } from "#app/domain/team/operator-warning.ts";
import { TEAM_NEWS } from "#app/domain/team/team-news.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { mailRenderer } from "./mail-renderer.ts";
import {
  renderConfirmation,
  renderLeaveLink,
  renderOperatorNotice,
  renderOperatorWarning,
  renderRenewal,
  renderRepeated,
} from "./render-mail.ts";

const origin = "https://practice.example";
const COLLEAGUE = "colleague@practice.example";
const privateLink = `${origin}/waitlist/abcdefghijklmnopqrstuv/`;
const request = {
  serviceTitle: "Первичная консультация",
  preferredTimeWindow: "weekday_evening",
  answerWithinWorkingDays: 2,
  answerBy: { at: "2027-01-12T20:59:59.999Z", timeZone: "Europe/Moscow" },
  privateLink,
  origin,
} as const;
const notice = {
  counts: {
    operator_notice: 3,
    leave_notice: 1,
    hour_notice: 0,
    exhausted_notice: 0,
    answer_notice: 0,
    channel_notice: 0,
  },
  origin,
};
const other = `${origin}/waitlist/zyxwvutsrqponmlkjihgfe/`;
const links = {
  requests: [
    { serviceTitle: "Первичная консультация", privateLink },
    { serviceTitle: "Встреча для двоих", privateLink: other },
  ],
  origin,
};
const lapsing = { ...request, expiresAt: "2027-02-20T22:00:00.000Z", timeZone: "Europe/Moscow" };
const mails = {
  "leave link": () => renderLeaveLink(links),
  renewal: () => renderRenewal(lapsing),
  confirmation: () => renderConfirmation(request),
  repeated: () => renderRepeated(request),
  "operator notice": () => renderOperatorNotice(notice),
  ...Object.fromEntries(
    TEAM_NEWS.map((about) => [about, () => renderOperatorWarning({ about, account: COLLEAGUE, origin })]),
  ),
};

describe.each(Object.entries(mails))("%s", (_, render) => {
  it("renders the same bytes for the same props", async () => {
    const [first, ...others] = await Promise.all([render(), render(), render()]);
    for (const other of others) expect(other).toEqual(first);
  });

  it("loads no resources and runs no code", async () => {
    const { html } = await render();
    expect(html).not.toMatch(/<(img|link|script|iframe|style)\b|\bsrc=|url\(|@import/i);
  });

  it("links to the practice only", async () => {
    const { html, text } = await render();
    const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(new URL(link).origin).toBe(origin);
      expect(text).toContain(link);
    }
  });

  it("shows nothing of the request or the practice before it is opened", async () => {
    const { subject, html } = await render();
    const preview = /<div style="display:none[^>]*>(.*?)<\/div>/.exec(html)?.[1] ?? "";
    const fact = /<title>(.*?\.)<\/title>/.exec(html)?.[1] ?? "no fact";
    expect(preview.startsWith(fact)).toBe(true);
    // The fact follows once more before anything else does.
    expect(preview.length + fact.length).toBeGreaterThan(150);
    expect(`${subject} ${preview}`).not.toMatch(/психо|терап|консульт|баланс|эмоци|Будни|Выходные/i);
  });

  it("pads its first line with words, with nothing that text browsers garble", async () => {
    const { html } = await render();
    expect(html).not.toMatch(/\p{Cf}/u);
    expect(html).not.toMatch(/\u00a0{2}/);
  });

  it("has a subject that asks nothing, as spam filters count", async () => {
    const { subject } = await render();
    expect(subject).not.toMatch(/\?\s*$/);
  });

  it("keeps the tone", async () => {
    const { subject, text } = await render();
    expect(`${subject}\n${text}`).not.toMatch(/срочно|обязательно|гарантиру|диагноз|лечим|слот|undefined|\[object/i);
  });
});

describe("confirmation", () => {
  it("says in plain text what was requested, what follows and how to leave", async () => {
    const { subject, text } = await renderConfirmation(request);
    expect(subject).toBe("Ваша заявка принята");
    expect(text.split("\n")[0]).toBe("Ваша заявка принята: вы\u00a0в\u00a0листе ожидания.");
    expect(text).toContain("Услуга: Первичная консультация\nУдобное время: Будни, вечер\n");
    expect(text.replaceAll("\u00a0", " ")).toContain("Я отвечу до вторника, 12 января: ");
    expect(text).toContain(`Открыть мою заявку ${privateLink}\n`);
    for (const promise of [
      "посмотреть",
      "изменить",
      "на\u00a0паузу",
      "выйти из\u00a0листа ожидания",
      "скачать",
      "удалить",
    ]) {
      expect(text).toContain(promise);
    }
    expect(text).toContain(`Тексты обоих ${origin}/legal/consents/`);
    expect(text.match(/\/legal\//g)).toHaveLength(1);
    expect(text).toContain("Это не\u00a0служба экстренной помощи.");
    expect(text).toContain(`${origin}/emergency/`);
  });

  it("shows a service's title as text, whatever its characters", async () => {
    const { html, text } = await renderConfirmation({ ...request, serviceTitle: '<b>Пара</b> & "семья"' });
    expect(html).toContain("&lt;b&gt;Пара&lt;/b&gt; &amp; &quot;семья&quot;");
    expect(text).toContain('Услуга: <b>Пара</b> & "семья"\n');
  });

  it.each(TIME_WINDOWS)("has words for the window %s", async (preferredTimeWindow) => {
    const { text } = await renderConfirmation({ ...request, preferredTimeWindow });
    expect(text).toContain(`Удобное время: ${mailCopy.timeWindows[preferredTimeWindow]}\n`);
  });

  it.each([
    [1, "одного рабочего дня"],
    [2, "двух рабочих дней"],
    [10, "десяти рабочих дней"],
    [11, "11 рабочих дней"],
    [21, "21 рабочего дня"],
  ])("counts %i working days", (count, words) => expect(workingDays(count)).toBe(words));
});

describe("leave link", () => {
  it("links to every request of the address, and changes nothing by itself", async () => {
    const { text } = await renderLeaveLink(links);
    for (const { serviceTitle, privateLink: link } of links.requests) {
      expect(text).toContain(`Услуга: ${serviceTitle}`);
      expect(text).toContain(link);
    }
    expect(text).toContain("Если об\u00a0этом просили не\u00a0вы, ничего не\u00a0делайте");
  });
});

describe("repeated", () => {
  it("says what happened and where to undo it, without either window or the contact", async () => {
    const given = { ...request, contact: "anna@example.net" };
    const { subject, text } = await mailRenderer.repeated(given);
    expect(subject).toBe("Ваша заявка отправлена ещё раз");
    expect(text).toContain(`Открыть мою заявку ${privateLink}`);
    expect(text).toContain("прежнее время вернётся одной кнопкой");
    expect(text).not.toMatch(new RegExp(`anna@|${Object.values(mailCopy.timeWindows).join("|")}`));
  });
});

describe.each(OPERATOR_WARNINGS)("operator warning, %s", (about) => {
  it("says what to do, hides practice and person until opened, and links to the desk", () => {
    const { subject, html, text } = renderOperatorWarning({ about, account: null, origin });
    const preview = /<div style="display:none[^>]*>(.*?)<\/div>/.exec(html)?.[1] ?? "";
    expect(`${subject} ${preview}`).not.toMatch(/психо|терап|консульт|баланс|эмоци|@/i);
    expect(text).toContain(`Открыть рабочий стол ${origin}/desk/`);
    expect(text).toContain("приглашени");
    expect(html).not.toMatch(/<(img|link|script|iframe|style)\b|\bsrc=|url\(|@import/i);
    expect(renderOperatorWarning({ about, account: null, origin })).toEqual({ subject, html, text });
  });
});

describe("renewal", () => {
  it("asks one question, and says what follows without an answer and when", async () => {
    const { subject, text } = await renderRenewal(lapsing);
    expect(subject).toBe("Срок вашей заявки подходит к концу");
    expect(text).toContain("закроется сама: срок ожидания заканчивается 21\u00a0февраля.");
    expect(text).toContain(`Открыть мою заявку ${privateLink}`);
  });
});

describe("operator notice", () => {
  it("says how many ask for what, and links to the desk and to those who want to leave", async () => {
    const { subject, text } = await renderOperatorNotice(notice);
    expect(subject).toBe("Новое в листе ожидания");
    expect(text).toContain("Новые и\u00a0повторные заявки: 3\nПросьбы убрать из\u00a0листа: 1\n");
    expect(text).toContain(`Открыть рабочий стол ${origin}/desk/\n`);
    expect(text).toContain(`Кого просят убрать ${origin}/desk/?leaving=on\n`);
    expect(text).toContain("Сама заявка не\u00a0закроется");
  });

  it("omits what nobody asked for", async () => {
    const { text } = await renderOperatorNotice({
      ...notice,
      counts: {
        operator_notice: 1,
        leave_notice: 0,
        hour_notice: 0,
        exhausted_notice: 0,
        answer_notice: 0,
        channel_notice: 0,
      },
    });
    expect(text).toContain("Новые и\u00a0повторные заявки: 1\n");
    expect(text).not.toMatch(/убрать|leaving/);
  });
});
