/** The messengers in which the concierge answers. Each is also a contact method, and the source of requests made in it. */
export const MESSENGERS = ["telegram", "max"] as const;
export type Messenger = (typeof MESSENGERS)[number];

export const isMessenger = (name: string): name is Messenger => MESSENGERS.some((messenger) => messenger === name);

/** MAX numbers its updates by their time, and repeats one that we did not take until hours later. Telegram's numbers begin anew. */
export const isNumberedByTime = (messenger: Messenger) => messenger === "max";

/** A messenger's bot under its public name, without «@». */
export type NamedBot = { messenger: Messenger; name: string };
