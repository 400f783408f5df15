export const MAIL = "marked.visitor.7731@example.org";
export const OTHER = "marked.partner.7731@example.org";
export const PHONE = "+79161237731";
/** As stored, as dialled and as people write it. */
export const PHONES = [PHONE, PHONE.slice(2), "123-77-31", "123 77 31"];
export const NAME = "marked_name_7731";
export const CHAT = 7_731_773_177;
export const CHAT_NAME = "marked_chat_7731";
export const CHATS = [String(CHAT), CHAT_NAME];
export const WORDS = "marked-words-that-a-person-wrote-7731";
export const MISTYPED = "marked.mistyped.7731@@example.org";
/** Called the practice and consented to nothing. */
export const CALLER = "marked.caller.7731@example.org";
export const SEARCHED = "marked.searched.7731@example.org";
/** Everything that a person typed or owns, and that may be stored in few places. */
export const MARKS = [MAIL, OTHER, ...PHONES, NAME, ...CHATS, WORDS, MISTYPED, SEARCHED, CALLER];
/** Belongs to nobody and is stored in plain text: finding it shows that the search works. */
export const CAMPAIGN = "marked_campaign";

/** Base64 of a text among other bytes: for each of the three alignments, the part independent of its neighbours. */
function inBase64(mark: string): string[] {
  const bytes = Buffer.from(mark);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const steady = whole.slice(before === 0 ? 0 : 4, (before + bytes.length) % 3 === 0 ? undefined : -4);
    return [steady, steady.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Spellings of a mark with and without case. */
function spellingsOf(mark: string) {
  const hex = Buffer.from(mark).toString("hex");
  const anyCase = [mark, encodeURIComponent(mark), hex, hex.replace(/../g, "%$&")].map((text) => text.toLowerCase());
  return { exact: inBase64(mark), anyCase };
}

/** Which of the marks a text contains: plain, URL-encoded, in base64 of any alignment or in hex. */
export function marksIn(text: string, marks: string[]): string[] {
  const lower = text.toLowerCase();
  return marks.filter((mark) => {
    const { exact, anyCase } = spellingsOf(mark);
    return exact.some((each) => text.includes(each)) || anyCase.some((each) => lower.includes(each));
  });
}
