import { BackupError, type BackupLine } from "./lines.ts";
import { isSameSum, RowSum } from "./row-sum.ts";

/** The same lines, counted and hashed on their way. Throws `BackupError` where a table differs from its sum. */
export async function* checkedLines(lines: AsyncIterable<BackupLine>): AsyncGenerator<BackupLine> {
  let sum = new RowSum();
  let table = "";
  for await (const line of lines) {
    if ("table" in line) {
      table = line.table;
      sum = new RowSum();
    } else if ("rows" in line) sum.add(line.rows);
    else if ("sum" in line && !isSameSum(sum.value, line.sum)) {
      throw new BackupError(`This backup is damaged: the rows of ${table} are not those that were written.`);
    }
    yield line;
  }
}
