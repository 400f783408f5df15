export const OPERATOR_ROLES = ["owner", "assistant"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** Somebody of the practice who signs in to the desk. The e-mail is normalised and is also what the desk calls them. */
export type Operator = { id: string; role: OperatorRole; email: string };

const EVERYBODY = OPERATOR_ROLES;
const OWNER = ["owner"] as const;

/** Who may do what at the desk. What cannot be taken back, and what changes the practice itself, is the owner's. */
export const DESK_ACTIONS = {
  see_requests: EVERYBODY,
  work_requests: EVERYBODY,
  reveal: EVERYBODY,
  export: OWNER,
  erase: OWNER,
  see_time: EVERYBODY,
  change_time: EVERYBODY,
  see_services: EVERYBODY,
  change_services: OWNER,
  see_insight: EVERYBODY,
  export_insight: EVERYBODY,
  see_faults: EVERYBODY,
  /** One's own entries. */
  see_audit: EVERYBODY,
  see_whole_audit: OWNER,
  see_settings: EVERYBODY,
  change_settings: OWNER,
  manage_team: OWNER,
} as const satisfies Record<string, readonly OperatorRole[]>;
export type DeskAction = keyof typeof DESK_ACTIONS;

/** Somebody has to be able to change the practice: the last of its owners stays one. */
export function isLast(owners: readonly string[], id: string): boolean {
  return owners.length === 1 && owners[0] === id;
}

export function may({ role }: Pick<Operator, "role">, action: DeskAction): boolean {
  return DESK_ACTIONS[action].some((allowed) => allowed === role);
}
