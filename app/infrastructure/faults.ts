import { UnavailableError } from "#app/application/ports/database.ts";

/** Codes of postgres.js, of the network and of PostgreSQL (classes 08, 53, 57) that say: away just now. */
const AWAY =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)|08...|53...|57P0[1-5]|57014|55P03|25P03)$/;

function* causes(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    yield current;
    current = current.cause;
  }
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The innermost code there is, or the name of what was thrown. */
export function codeOfFault(error: unknown): string {
  const chain = [...causes(error)];
  return chain.map(codeOf).findLast((code) => code !== undefined) ?? chain.at(-1)?.name ?? typeof error;
}

export function isAway(error: unknown): boolean {
  for (const each of causes(error)) {
    if (each instanceof UnavailableError || AWAY.test(codeOf(each) ?? "")) return true;
  }
  return false;
}

/** Waits this long and no longer: a pool that is used up and a network that swallows packets say nothing by themselves. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnavailableError("no answer in time")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A fault that is worth a later try becomes `UnavailableError`; any other stays what it is. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isAway(error) && !(error instanceof UnavailableError)
      ? new UnavailableError("database away", { cause: error })
      : error;
  }
}

/**
 * What a log may say of an error: names, codes and places in the code. Never a message, since those of
 * databases and mail servers quote parameters and addresses.
 */
export function describeFault(error: unknown) {
  const chain = [...causes(error)].map((each) => ({
    name: each.name,
    code: codeOf(each),
    at: each.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
  }));
  return chain.length > 0 ? chain : [{ name: typeof error }];
}
