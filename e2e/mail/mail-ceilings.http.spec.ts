import { application, send, withoutSeal } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { confirmationOf } from "../support/records/mails.ts";
import { allRequests } from "../support/records/requests.ts";

test("beyond the limit a request gets the same response; its mail waits an hour", async () => {
  let later = 0;
  const practice = await Practice.start(
    { mailCeilings: { perHour: 1, perDay: 10 }, operatorEmail: null },
    { clock: () => new Date(Date.now() + later) },
  );
  try {
    const service = await practice.service();
    const ask = async (address: string) => {
      const answer = await send(
        `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`,
        application(address),
      );
      const { date: _, ...headers } = withoutSeal(answer.headers);
      return { status: answer.status, headers, body: answer.body };
    };
    const people = [somebody(), somebody(), somebody()];
    const answers = [await ask(people[0] ?? "")];
    await practice.mailTo(people[0] ?? "");
    for (const address of people.slice(1)) answers.push(await ask(address));
    expect(answers[0]?.status).toBe(303);
    for (const answer of answers) expect(answer).toEqual(answers[0]);

    const requests = await allRequests(practice);
    expect(requests).toHaveLength(3);
    const held = { sent: false, failed: false };
    for (const { id } of requests.slice(1)) {
      await expect.poll(() => confirmationOf(practice, id)).toMatchObject(held);
    }
    expect(await practice.mails()).toHaveLength(1);

    const sent = async () => {
      await practice.hurry();
      return (await practice.mails()).length;
    };
    for (const hours of [1, 2]) {
      later = hours * 3_600_000;
      await expect.poll(sent).toBe(hours + 1);
      expect((await practice.mails()).map(({ to }) => to)).toContain(people[hours]);
    }
    expect((await practice.mails()).map(({ to }) => to).sort()).toEqual([...people].sort());
  } finally {
    await practice.stop();
  }
});
