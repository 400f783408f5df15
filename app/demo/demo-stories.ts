import type { ClosingReason, Note } from "#app/domain/people/operator-work.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** When the request was made: days ago at this clock time, or minutes ago. */
export type Came = readonly [daysAgo: number, time: string] | { minutesAgo: number };
/** The next events, each `after` so many hours. */
export type Step = { after: number } & (
  | { act: "contacted" | "erased" | "bounced" | "paused" | "again" | "wants_out" | "lapsed" }
  | { act: "note"; note: Note }
  | { act: "closed"; reason: ClosingReason }
);
export type Story = {
  /** Addresses of a reserved domain (RFC 2606), unassigned numbers, or plainly made up. */
  contact: string;
  service: "primary" | "consultation";
  window: TimeWindow;
  came: Came;
  source?: string;
  suspect?: boolean;
  steps?: Step[];
};

const telegram = { source: "telegram_channel" };
const instagram = { source: "instagram_bio" };
const evening = { service: "primary", window: "weekday_evening" } as const;
const any = { service: "primary", window: "any" } as const;
const weekend = { service: "consultation", window: "weekend" } as const;
const morning = { service: "consultation", window: "weekday_morning" } as const;
const note = (after: number, what: Note): Step => ({ after, act: "note", note: what });
const closed = (after: number, reason: ClosingReason): Step => ({ after, act: "closed", reason });

/** The people of the demo practice: a morning's list with an example of everything. */
export const DEMO_STORIES: readonly Story[] = [
  { ...evening, ...telegram, contact: "anna@example.org", came: [5, "21:14"] },
  { ...evening, ...instagram, contact: "+79000000001", came: [1, "09:40"] },
  { ...evening, ...telegram, contact: "@demo_vera_k", came: [1, "19:05"] },
  {
    ...evening,
    contact: "+79000000002",
    came: [6, "12:31"],
    steps: [note(26, "no_answer"), note(22, "call_tomorrow")],
  },
  {
    ...evening,
    contact: "pavel@example.org",
    came: [9, "18:22"],
    steps: [
      { after: 16, act: "contacted" },
      { after: 168, act: "again" },
    ],
  },
  { ...evening, ...telegram, contact: "olga@example.org", came: [8, "10:03"], steps: [{ after: 5, act: "contacted" }] },
  { ...any, contact: "irina@example.org", came: { minutesAgo: 25 } },
  { ...any, ...instagram, contact: "@demo_maxim_t", came: { minutesAgo: 130 } },
  { ...any, contact: "+79000000003", came: [1, "14:48"] },
  { ...any, ...telegram, contact: "sveta@example.org", came: [3, "22:10"], steps: [{ after: 11, act: "paused" }] },
  { ...any, contact: "+79000000004", came: [4, "11:26"], steps: [{ after: 4, act: "contacted" }] },
  {
    ...weekend,
    ...telegram,
    contact: "marina@example.org",
    came: [9, "13:37"],
    steps: [{ after: 21, act: "contacted" }, note(1, "thinking")],
  },
  { ...weekend, contact: "+79000000005", came: [7, "16:52"], steps: [{ after: 75, act: "wants_out" }] },
  {
    ...weekend,
    ...instagram,
    contact: "@demo_ilya_n",
    came: [6, "20:40"],
    steps: [{ after: 15, act: "contacted" }, note(1, "offered_time")],
  },
  { ...weekend, contact: "kirill@example.org", came: [2, "17:19"], steps: [{ after: 0.1, act: "bounced" }] },
  { ...weekend, ...telegram, contact: "+79000000006", came: [2, "08:55"] },
  { ...weekend, contact: "anna@example.org", came: [1, "21:30"] },
  { ...morning, contact: "@demo_sonya_m", came: [1, "11:11"] },
  {
    ...morning,
    ...telegram,
    contact: "denis@example.org",
    came: [11, "09:12"],
    steps: [{ after: 3, act: "contacted" }, closed(24, "booked")],
  },
  {
    ...morning,
    contact: "+79000000007",
    came: [13, "15:45"],
    steps: [{ after: 19, act: "contacted" }, closed(2, "declined")],
  },
  { ...any, contact: "lena@example.org", came: [15, "10:20"], steps: [closed(30, "withdrawn")] },
  { ...evening, contact: "@demo_win_prizes", came: { minutesAgo: 320 }, suspect: true },
  { ...evening, contact: "+79000000008", came: [3, "04:02"], suspect: true, steps: [closed(7, "spam")] },
  { ...any, contact: "oleg@example.org", came: [17, "12:00"], steps: [{ after: 50, act: "erased" }] },
  { ...evening, contact: "tanya@example.org", came: [99, "19:33"], steps: [{ after: 90 * 24 + 1, act: "lapsed" }] },
];
