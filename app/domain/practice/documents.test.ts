import { describe, expect, it } from "vitest";
import { buttonData, CALLBACK_DATA_MAX_BYTES, pressOf } from "#app/domain/chat/concierge-buttons.ts";
import type { ConsentType } from "#app/domain/consent.ts";
import { markOfShown, shownConsents, versionName } from "./documents.ts";

const DAY = "2027-01-10";
const SUPERSEDED = new Date("2027-01-10T09:00:00Z");
const NOW = new Date("2027-01-17T09:00:00Z");
const known = (type: ConsentType, version: string) => {
  if (version !== "old" && version !== "new") return null;
  return { document: { type, version, sha256: version }, supersededAt: version === "old" ? SUPERSEDED : null };
};

describe("a version's name", () => {
  it("is its day and what it names, and a letter from the second of a day on", () => {
    const taken: string[] = [];
    for (const expected of [`${DAY}-tm`, `${DAY}-tm-b`, `${DAY}-tm-c`]) {
      const name = versionName(DAY, "tm", taken);
      expect(name).toBe(expected);
      taken.push(name ?? "");
    }
    expect(versionName(DAY, "t", taken)).toBe(`${DAY}-t`);
    expect(versionName("2027-01-11", "tm", taken)).toBe("2027-01-11-tm");
  });

  it("runs out after a letter for each, and every one fits into a chat's button", () => {
    const taken: string[] = [];
    for (let name = versionName(DAY, "tm", taken); name !== null; name = versionName(DAY, "tm", taken))
      taken.push(name);
    expect(taken).toHaveLength(26);
    const serviceId = "0199a000-0000-7000-8000-000000000001";
    for (const version of taken) {
      const press = { to: "agree", type: "personal_data", version, serviceId } as const;
      expect(Buffer.byteLength(buttonData(press))).toBeLessThanOrEqual(CALLBACK_DATA_MAX_BYTES);
      expect(pressOf(buttonData(press))).toEqual(press);
    }
  });
});

describe("the documents that a form showed", () => {
  const mark = markOfShown({ personal_data: { version: "old" }, communications: { version: "new" } });

  it("are those of its time, for seven days after a publication", () => {
    expect(shownConsents(mark, known, NOW)).toEqual({
      personal_data: { type: "personal_data", version: "old", sha256: "old" },
      communications: { type: "communications", version: "new", sha256: "new" },
    });
  });

  it("are none once another text has been in force for longer", () => {
    const later = new Date(NOW.getTime() + 1);
    expect(shownConsents(mark, known, later)).toBeNull();
    expect(shownConsents("new new", known, later)).not.toBeNull();
  });

  it.each(["", "old", "old never", "never old", "old new more", "old  new"])("are unknown by %j", (mark) => {
    expect(shownConsents(mark, known, NOW)).toBeNull();
  });
});
