/** The present moment, UTC inside. */
export type Clock = () => Date;

export type Ids = {
  /** A new UUIDv7, its time taken from the clock. */
  uuid(): string;
  /** Eight random base62 characters. */
  deepLink(): string;
};
