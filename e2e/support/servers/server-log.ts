/** What this worker's server writes to its standard output meanwhile, line by line, each as the JSON that it is. */
export async function logged(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const { stdout } = process;
  const write = stdout.write;
  const lines: string[] = [];
  // pino writes through it, since the test runner has put its own in its place before.
  stdout.write = (chunk) => lines.push(String(chunk)) > 0;
  try {
    await work();
  } finally {
    stdout.write = write;
  }
  return lines.map((line) => JSON.parse(line));
}
