import { codeOfFault, rootOfFault } from "#app/infrastructure/faults.ts";

/** A fault that no retry fixes: a setting must change. The message is for the operator of the server and repeats no value. */
export class SetUpError extends Error {
  override name = "SetUpError";
}

const MORE = "docs/operations.md says more.";

/** By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html) and Node's codes of certificates. */
const WORDS: [RegExp, string][] = [
  [/^28/, "The database refuses the user or the password of DATABASE_URL."],
  [/^3D000$/, "The server has no database of the name in DATABASE_URL."],
  [
    /^42501$/,
    `The role of DATABASE_URL may not create tables. Run as the database's owner: GRANT CREATE ON DATABASE <database> TO <role>. ${MORE}`,
  ],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    `The database's certificate is of an authority that is not known here: add sslrootcert=/path/to/ca.pem to DATABASE_URL. ${MORE}`,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    "The database's certificate is for another host than DATABASE_URL names: use the name that is in the certificate.",
  ],
  [/^CERT_HAS_EXPIRED$/, "The database's certificate has expired."],
];

/** PgBouncer has one code for every refusal, also when its server is unreachable: 08P01. */
const POOLER_REFUSES: [RegExp, string][] = [
  [/unsupported startup parameter/, `The pooler refuses a parameter of the session. ${MORE}`],
  [/no such (database|user)/, "The pooler knows no such database or user as DATABASE_URL names."],
  [/authentication failed|password/, "The pooler refuses the user or the password of DATABASE_URL."],
  [/statement pooling/, `The pooler keeps no session: set pool_mode = session. ${MORE}`],
];

/** Turns a fault that only another setting fixes into a readable one; other faults are returned unchanged. */
export function asSetUpError(error: unknown): unknown {
  const root = rootOfFault(error);
  if (root instanceof SetUpError || error instanceof SetUpError) return error;
  const code = codeOfFault(error);
  const message = root instanceof Error ? root.message : "";
  const words =
    code === "08P01"
      ? POOLER_REFUSES.find(([said]) => said.test(message))?.[1]
      : WORDS.find(([known]) => known.test(code))?.[1];
  // Without the cause: its message quotes names, and its code of class 08 would mean an unreachable database.
  return words === undefined ? error : new SetUpError(`${words} (${code})`);
}
