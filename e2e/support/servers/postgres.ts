import postgres from "postgres";

/** The server on which tests may make databases of their own. */
export const SERVER = process.env.TEST_DATABASE_URL;

/** A new, empty database on the server. */
export async function databaseOf(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `no_slots_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin`drop database if exists ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

/** Works with a database that is gone afterwards. Throws where there is no server. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (!SERVER) throw new Error("TEST_DATABASE_URL is not set");
  const database = await databaseOf(SERVER);
  try {
    return await work(database.url);
  } finally {
    await database.drop();
  }
}
