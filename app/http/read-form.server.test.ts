import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, it } from "vitest";
import { listQuery } from "#app/forms/people/desk-people.ts";
import { waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import { flatFields, readForm } from "./read-form.server.ts";

const HOSTILE = "x[4294967294]=1&y[0]=1&y.length=4294967295&__intent__={&__state__={&__proto__[a]=1";

describe("fields with lists in their names", () => {
  it("never reach the form's library, which would allocate a list of that length", async () => {
    const request = new Request("http://app.test/", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: `${HOSTILE}&contact_email=a&contact_email=b`,
    });
    const read = await readForm(request, { bodyTooLarge: false, foreign: null });
    if (read.status !== "read") throw new Error(read.status);
    expect([...read.form]).toEqual([
      ["contact_email", "a"],
      ["contact_email", "b"],
    ]);
    expect(parseWithZod(read.form, { schema: waitlistForm({ concierges: ["telegram"] }) }).reply().status).toBe(
      "error",
    );
  });

  it("do not affect a mail program's one-click button", () => {
    expect([...flatFields(new URLSearchParams("List-Unsubscribe=One-Click"))]).toEqual([
      ["List-Unsubscribe", "One-Click"],
    ]);
  });

  it("are dropped from an address too", () => {
    const fields = flatFields(new URLSearchParams(`${HOSTILE}&status=new&overdue=on`));
    expect([...fields.keys()]).toEqual(["status", "overdue"]);
    expect(parseWithZod(fields, { schema: listQuery }).status).toBe("success");
  });
});
