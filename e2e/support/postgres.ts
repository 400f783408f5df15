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
