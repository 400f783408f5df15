import { UnavailableError } from "#app/application/ports/database.ts";

/** Codes of postgres.js, the network and PostgreSQL (classes 08, 53, 57; read-only; conflicts) that mean: temporarily unavailable. */
const AWAY =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)|08...|53...|57P0[1-5]|57014|55P03|25P03|25006|25P02|40001|40P01)$/;

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

/** The innermost code, or the name of the thrown value. */
export function codeOfFault(error: unknown): string {
  const chain = [...causes(error)];
  return chain.map(codeOf).findLast((code) => code !== undefined) ?? chain.at(-1)?.name ?? typeof error;
}

/** The original fault, as the driver threw it. */
export function rootOfFault(error: unknown): unknown {
  return [...causes(error)].at(-1) ?? error;
}

export function isAway(error: unknown): boolean {
  for (const each of causes(error)) {
    if (each instanceof UnavailableError || AWAY.test(codeOf(each) ?? "")) return true;
  }
  return false;
}

/** Waits at most this long: an exhausted pool and a network that drops packets report nothing. */
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

/** A retryable error becomes `UnavailableError`; any other is unchanged. */
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
 * The loggable part of an error: names, codes and places in the code. Never a message, since those of
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
