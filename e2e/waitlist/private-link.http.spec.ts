import { application, form, send } from "../support/http.ts";
import { expect, somebody, test } from "../support/practice.ts";

test("a private link opens with the marks that a mail program takes for a part of it", async ({ practice }) => {
  const { slug } = await practice.service();
  const address = somebody();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}`, application(address));
  const link = /http\S+\/waitlist\/[\w-]{22}\//.exec((await practice.mailTo(address)).text)?.[0] ?? "";
  for (const marks of [")", ">", "%3E", "%22", "%C2%A0", ").", "%C2%BB,", "&gt;", "…"]) {
    for (const asked of [
      `${link}${encodeURI(decodeURI(marks))}`,
      `${link.slice(0, -1)}${encodeURI(decodeURI(marks))}`,
    ]) {
      const { status, headers } = await send(asked);
      expect([asked, status, headers.location]).toEqual([asked, 303, new URL(link).pathname]);
      expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "strict-origin" });
    }
  }
  expect((await send(`${link})`, form({ intent: "leave" }))).status).toBe(404);
  expect((await send(link)).body).toContain("Вы в листе ожидания.");
});

test("an invitation and a service open with such marks too", async ({ practice }) => {
  const { token } = await practice.invite(somebody());
  const invitation = `/desk/invite/${token}/`;
  for (const asked of [`/desk/invite/${token})`, `${invitation})`, `${invitation}%C2%BB.`]) {
    const { status, headers } = await send(practice.origin + asked);
    expect([asked, status, headers.location]).toEqual([asked, 303, invitation]);
    expect(headers).toMatchObject({ "cache-control": "no-store" });
  }
  expect((await send(`${practice.origin}/desk/invite/${token}/more/`)).headers.location).toContain("/desk/sign-in/");

  const { slug } = await practice.service();
  for (const marks of [")", "%3E", "%C2%A0", "%C2%BB,"]) {
    const { status, body } = await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}${marks}`);
    expect([marks, status]).toEqual([marks, 200]);
    expect(body).toContain(`action="/booking/no-slots/?service_slug=${slug}"`);
    const slots = await send(`${practice.origin}/booking/slot/?service_slug=${slug}${marks}`);
    expect([marks, slots.status]).toEqual([marks, 303]);
  }
  expect((await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}-other)`)).status).toBe(404);
});
