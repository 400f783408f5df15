import { createHash } from "node:crypto";
import type { Row, TableSum } from "./lines.ts";

const BYTES = 32;

/** Counts and hashes the rows of a table in any order: servers sort texts differently. */
export class RowSum {
  readonly #mixed = Buffer.alloc(BYTES);
  #rows = 0;

  add(rows: Row[]): void {
    for (const row of rows) {
      const hash = createHash("sha256").update(JSON.stringify(row)).digest();
      for (let at = 0; at < BYTES; at += 1) this.#mixed.writeUInt8(this.#mixed.readUInt8(at) ^ hash.readUInt8(at), at);
      this.#rows += 1;
    }
  }

  get value(): TableSum {
    return { rows: this.#rows, hash: this.#mixed.toString("hex") };
  }
}

export const isSameSum = (one: TableSum, two: TableSum) => one.rows === two.rows && one.hash === two.hash;
