/** Codes that open in place of the app's, each once. Kept only as hashes. */
export interface RecoveryCodeRepository {
  /** All earlier ones of the operator are void. */
  replace(operatorId: string, hashes: string[], now: Date): Promise<void>;
  /** Uses a code up. `false`: there is none with this hash. */
  take(operatorId: string, hash: string): Promise<boolean>;
  /** How many are left, and since when; `since` is `null` when there are none. */
  left(operatorId: string): Promise<{ count: number; since: Date | null }>;
}

/** A new set of codes, in their one spelling. */
export type RecoveryCodeMaker = () => string[];

/** A keyed mark of an address prefix: the same for the same place, and no way back to it. */
export type PlaceMark = (addressPrefix: string) => string;
