import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { builtInDocuments } from "#app/copy/legal.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { PracticeWords } from "#app/ui/practice-words.ts";
import { BookedPage } from "./booking.tsx";

it("says where the meeting is to those who have the hour, by its format", () => {
  const said = { ...DEMO_ABOUT, placeOnline: "https://video.example/room", placeOffline: "Дом 1" };
  const words = { ...said, operator: "", documents: builtInDocuments([]) };
  const hrefs = { action: "/offer/t/", calendarHref: "/offer/t/calendar/" };
  const page = (format: "online" | "offline") =>
    renderToStaticMarkup(
      <PracticeWords value={words}>
        <BookedPage
          booking={{ id: "b", facts: [], format, cancelUntil: "", mayCancel: false, ...hrefs }}
          isNew={false}
        />
      </PracticeWords>,
    );
  expect(page("online")).toContain('<a href="https://video.example/room">');
  expect(page("online")).not.toContain("Дом 1");
  expect(page("offline")).toContain("Дом 1");
});
