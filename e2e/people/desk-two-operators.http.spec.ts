import { atTheDesk } from "../support/desk/desk.ts";
import { answerAndLog, deskOf, textOf } from "../support/desk/desk-at-work.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { tables } from "../support/records/whole-tables.ts";

test("of two operators at one object the second is told, and changes nothing", async () => {
  const practice = await Practice.start({ logLevel: "info" });
  try {
    const { person, seen, owner, assistant, sending, service, slot } = await deskOf(practice);
    const edited = { title: "Другая", duration_minutes: "50", format: "online", waitlist_open: "yes", version: "1" };
    const another = {
      date: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
      time: "10:00",
      service: "any",
    };
    const other = await atTheDesk(practice);
    const byOther = /это\sсделал\sдругой\sоператор:\s/;
    const races: [string, Record<string, string>, Record<string, string>, string, (string | RegExp)[]][] = [
      [
        person,
        { intent: "closed", seen, reason: "booked" },
        { intent: "contacted", seen },
        assistant.cookie,
        [byOther, owner.email, "заявка закрыта"],
      ],
      [
        "/desk/time/",
        { intent: "block", slot: slot.id },
        { intent: "block", slot: slot.id },
        other.cookie,
        [byOther, owner.email, "окно закрыто"],
      ],
      [
        "/desk/time/",
        { intent: "remove", slot: slot.id },
        { intent: "unblock", slot: slot.id },
        other.cookie,
        [byOther, owner.email, "окно удалено"],
      ],
      [
        `/desk/services/${service.id}/`,
        { intent: "save", ...edited },
        { intent: "archive", version: "1" },
        other.cookie,
        ["Другая", byOther, owner.email, "услуга изменена"],
      ],
      [
        "/desk/time/",
        { intent: "add", ...another },
        { intent: "add", ...another },
        other.cookie,
        ["Это время уже открыто", byOther, owner.email, "окно добавлено"],
      ],
      [
        "/desk/settings/",
        { intent: "promise", working_days: "9", seen: "2" },
        { intent: "promise", working_days: "5", seen: "2" },
        other.cookie,
        ["срок изменили, сейчас рабочих дней: 9", byOther, owner.email, "срок ответа изменён"],
      ],
    ];
    for (const [at, first, second, cookie, words] of races) {
      expect([at, (await sending(owner.cookie, at, first)).status]).toEqual([at, 303]);
      const before = await tables(practice);
      const { answer, lines } = await answerAndLog(() => sending(cookie, at, second));
      expect([at, answer.status]).toEqual([at, 409]);
      for (const each of words) expect(textOf(answer), at).toMatch(each);
      expect(lines).toMatchObject([{ msg: "desk refused", method: "POST", status: 409 }]);
      expect(JSON.stringify(lines)).not.toContain("@");
      expect(await tables(practice)).toEqual(before);
    }
  } finally {
    await practice.stop();
  }
});
