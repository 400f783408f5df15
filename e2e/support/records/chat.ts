import { eq, isNotNull } from "drizzle-orm";
import { chatMessages, chatNames, chats, chatUpdates, deepLinks } from "#app/infrastructure/tables/chat.ts";
import { leadIdentities } from "#app/infrastructure/tables/waitlist.ts";
import { one, type Stored } from "./stored.ts";

/** How many chats the practice knows. */
export const chatsOpen = ({ db }: Stored) => db.$count(chats);

/** How many updates wait for an answer. */
export const updatesWaiting = ({ db }: Stored) => db.$count(chatUpdates);

/** All messages of the bot and their fates. */
export const storedMessages = ({ db }: Stored) => db.select().from(chatMessages);

/** How much is stored of people in chats. */
export const chatTraces = async ({ db }: Stored) => ({
  chats: await db.$count(chats),
  names: await db.$count(chatNames),
  updates: await db.$count(chatUpdates),
  messages: await db.$count(chatMessages),
  identities: await db.$count(leadIdentities, isNotNull(leadIdentities.encryptedContactValue)),
});

/** All links that clicks on a page were given. */
export const storedLinks = ({ db }: Stored) => db.select().from(deepLinks);

export const linkById = async ({ db }: Stored, id: string) =>
  one(await db.select().from(deepLinks).where(eq(deepLinks.id, id)), "a link");

/** As if the time of every link were over. */
export const expireLinks = ({ db }: Stored) => db.update(deepLinks).set({ expiresAt: new Date(Date.now() - 60_000) });
