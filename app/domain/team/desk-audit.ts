/** The kinds of entries in the audit log. */
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
  "put_back",
  "put_first",
  "put_first_undone",
  "not_spam",
  "note_added",
  "message_sent",
  "told",
  "contact_corrected",
  "contact_added",
  "slot_added",
  "slot_pattern_added",
  "slot_blocked",
  "slot_unblocked",
  "slot_removed",
  "slot_changed",
  "slots_blocked",
  "slots_unblocked",
  "slots_removed",
  "time_undone",
  "service_created",
  "service_changed",
  "service_archived",
  "service_restored",
  "settings_changed",
  "about_changed",
  "documents_published",
  "days_off_added",
  "days_off_removed",
  "saturdays_changed",
  "operator_invited",
  "role_changed",
  "operator_disabled",
  "insight_exported",
  "test_mail_sent",
  "people_exported",
  "filling_started",
  "filling_stopped",
  "offer_given",
  "offer_withdrawn",
  "offer_extended",
  "call_recorded",
  "hour_booked",
  "hour_cancelled",
  "hour_refused",
  "hour_moved",
  "consent_asked",
  "caller_given_up",
  "offer_rules_changed",
  "waits_on",
] as const;
export type DeskAuditAction = (typeof DESK_AUDIT_ACTIONS)[number];

/** The object of an action. */
export type DeskAuditSubject = { kind: "request" | "slot" | "service" | "operator"; id: string };

export type DeskAuditEntry = {
  /** `null`: no operator, e.g. a sign-in with an unknown e-mail, or the command line. */
  operatorId: string | null;
  action: DeskAuditAction;
  subject?: DeskAuditSubject;
  at: Date;
  /** Our own words and numbers, e.g. the old and new value of a setting; never a contact, a token or typed text. */
  details?: Record<string, string>;
};
