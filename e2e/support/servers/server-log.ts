/** This worker's server log, line by line, parsed as JSON. */
export async function logged(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const { stdout } = process;
  const write = stdout.write;
  const lines: string[] = [];
  // pino writes through this stream, since the test runner has replaced the original before.
  stdout.write = (chunk) => lines.push(String(chunk)) > 0;
  try {
    await work();
  } finally {
    stdout.write = write;
  }
  return lines.map((line) => JSON.parse(line));
}
