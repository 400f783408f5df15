/** What is written down of the work at the desk. */
export const DESK_AUDIT_ACTIONS = [
  "sign_in",
  "sign_in_failed",
  "sign_out",
  "sign_out_everywhere",
  "session_ended",
  "password_changed",
  "factor_replaced",
  "recovery_codes_made",
  "recovery_code_used",
  "code_confirmed",
  "proof_refused",
  "searched",
  "reveal",
  "export",
  "erase",
  "contacted",
  "closed",
  "undone",
  "not_spam",
  "note_added",
  "message_sent",
  "slot_added",
  "slot_pattern_added",
  "slot_blocked",
  "slot_unblocked",
  "slot_removed",
  "service_created",
  "service_changed",
  "service_archived",
  "service_restored",
  "settings_changed",
  "operator_invited",
  "role_changed",
  "operator_disabled",
  "insight_exported",
] as const;
export type DeskAuditAction = (typeof DESK_AUDIT_ACTIONS)[number];

/** What an action was done to. */
export type DeskAuditSubject = { kind: "request" | "slot" | "service" | "operator"; id: string };

export type DeskAuditEntry = {
  /** `null`: nobody of the practice, e.g. a sign-in with an unknown e-mail, or the command line. */
  operatorId: string | null;
  action: DeskAuditAction;
  subject?: DeskAuditSubject;
  at: Date;
  /** Our own words and numbers, e.g. what a setting was and became; never a contact, a token or what somebody typed. */
  details?: Record<string, string>;
};
