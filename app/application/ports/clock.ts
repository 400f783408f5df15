/** The present moment, UTC inside. */
export type Clock = () => Date;

export type Ids = {
  /** A new UUIDv7 with the clock's time. */
  uuid(): string;
  /** Eight random base62 characters. */
  deepLink(): string;
};
