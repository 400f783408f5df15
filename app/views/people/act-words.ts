import type { OperatorAct } from "#app/application/ports/team.ts";
import { actWords } from "#app/copy/desk-people.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { momentLabel } from "../dates.ts";

/** What was done, when and by whom, in words for the current operator. */
export function wordsOfAct({ action, at, operatorEmail }: OperatorAct, timeZone: string, operator: Operator): string {
  const self = operatorEmail === operator.email;
  return actWords({ action, when: momentLabel(at, timeZone), who: operatorEmail, self });
}
