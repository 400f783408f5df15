import { readConfig } from "#app/infrastructure/config.ts";
import { explain } from "../run.ts";
import { examine, isSound, show } from "./examination.ts";

/** Checks each part for real and says what to do. `--mail` sends a test mail to OPERATOR_EMAIL. Exit code 1: something has to be done. */
try {
  const findings = await examine(readConfig(), { testMail: process.argv.includes("--mail") });
  show(findings);
  if (!isSound(findings)) process.exitCode = 1;
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
