export const OPERATOR_ROLES = ["owner", "assistant"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** An operator of the practice. The desk displays the normalised e-mail as their name. */
export type Operator = { id: string; role: OperatorRole; email: string };

const EVERYBODY = OPERATOR_ROLES;
const OWNER = ["owner"] as const;

/** The permissions of each role. Irreversible acts and changes of the practice itself belong to the owner. */
const DESK_ACTIONS = {
  see_requests: EVERYBODY,
  work_requests: EVERYBODY,
  reveal: EVERYBODY,
  export: OWNER,
  erase: OWNER,
  see_time: EVERYBODY,
  change_time: EVERYBODY,
  see_offers: EVERYBODY,
  work_offers: EVERYBODY,
  /** Somebody called: asking for their consent by a link, and giving them up. */
  add_callers: EVERYBODY,
  see_services: EVERYBODY,
  change_services: OWNER,
  see_insight: EVERYBODY,
  export_insight: EVERYBODY,
  see_faults: EVERYBODY,
  send_test_mail: OWNER,
  /** Only one's own entries. */
  see_audit: EVERYBODY,
  see_whole_audit: OWNER,
  see_settings: EVERYBODY,
  change_settings: OWNER,
  manage_team: OWNER,
  change_account: EVERYBODY,
  /** One's own authenticator app and recovery codes. */
  change_factor: EVERYBODY,
} as const satisfies Record<string, readonly OperatorRole[]>;
export type DeskAction = keyof typeof DESK_ACTIONS;

/**
 * Acts that destroy or export people's data or give others access. The code is asked again before them, and before
 * `reveal` only after many contacts were shown.
 */
export const ACTS_WITH_CODE = ["manage_team", "export", "erase", "change_factor", "reveal"] as const;
export type ActWithCode = (typeof ACTS_WITH_CODE)[number];

export function isActWithCode(action: DeskAction): action is ActWithCode {
  return ACTS_WITH_CODE.some((act) => act === action);
}

/** The last owner keeps the role, so that somebody can change the practice. */
export function isLast(owners: readonly string[], id: string): boolean {
  return owners.length === 1 && owners[0] === id;
}

export function may({ role }: Pick<Operator, "role">, action: DeskAction): boolean {
  return DESK_ACTIONS[action].some((allowed) => allowed === role);
}
