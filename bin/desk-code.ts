import { demoSignIn } from "#app/demo/demo-operator.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { explain } from "./run.ts";

/** Prints how to sign in to the demo's desk at this moment. Needs no database. */
try {
  const { demo, keys } = readConfig();
  if (!demo) throw new Error("A real practice has no demo operator: each operator's own app makes the codes.");
  const { email, password, code } = demoSignIn(keys.link[0].secret);
  console.info(`${email}, password ${password}, code ${code}`);
} catch (error) {
  console.error(explain(error) ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
