import http from "node:http";
import postgres from "postgres";
import { startApp, THIS_BUILD, withFolder } from "../support/app.ts";
import { median, type Section } from "../support/figures.ts";
import { formOf, newEmail } from "../support/people.ts";
import type { Server } from "../support/processes.ts";

const PEOPLE_PER_ROUND = 50;

/** Whether the response time reveals who is on the list: each kind's median beside that of a new person. */
export async function neutrality(database: string, rounds: number): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(THIS_BUILD, dir, { DATABASE_URL: database });
    const sql = postgres(database, { max: 1 });
    const times: Record<string, number[]> = {
      new: [],
      repeated: [],
      "repeated with another window": [],
      withdrawn: [],
      "over the limit": [],
      quarantined: [],
    };
    try {
      for (let person = -10; person < PEOPLE_PER_ROUND * rounds; person += 1) {
        const measure = async (kind: string, contact: { email: string }, asked: Asked = {}) => {
          const took = await timeOf(app, contact, asked);
          if (person >= 0) times[kind]?.push(took);
        };
        const contact = newEmail();
        await measure("new", contact);
        await measure("repeated", contact);
        await sql`update waitlist_requests set status = 'closed', closed_reason = 'withdrawn', closed_at = now() where status <> 'closed'`;
        await measure("withdrawn", contact);
        // Three requests in a day are mailed about; this is the fourth.
        await measure("over the limit", contact);
        const mover = newEmail();
        await timeOf(app, mover, {});
        await measure("repeated with another window", mover, { window: "weekend" });
        await measure("quarantined", newEmail(), { suspect: true });
      }
    } finally {
      await sql.end();
      await app.stop();
    }
    const middle = (kind: string) => median(times[kind] ?? []);
    return {
      title: "The time of a POST's answer tells nothing",
      figures: Object.keys(times).map((kind) => ({
        case: `POST, ${kind}`,
        value: middle(kind),
        unit: "ms",
        ...(kind === "new" ? {} : { limit: { name: "ms new", value: middle("new") } }),
      })),
    };
  });
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

type Asked = Parameters<typeof formOf>[2];

function timeOf(app: Server, contact: { email: string }, asked: Asked): Promise<number> {
  const { address, headers, body } = formOf(`127.0.0.1:${app.port}`, contact, asked);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = http.request(
      { host: "127.0.0.1", port: app.port, path: address, method: "POST", headers, agent },
      (answer) => {
        const took = performance.now() - begun;
        answer.resume();
        if (answer.statusCode !== 303) reject(new Error(`answered ${answer.statusCode}`));
        answer.on("end", () => resolve(took));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
