/**
 * Warnings about an operator's own account: strangers locked it; somebody knew the password and sent a wrong code;
 * too many wrong codes closed it.
 */
export const OPERATOR_WARNINGS = ["locked", "wrong_code", "closed"] as const;
export type OperatorWarning = (typeof OPERATOR_WARNINGS)[number];

/** The same warning is not repeated within this many hours: strangers can lock an account every hour. */
export const WARNING_PAUSE_HOURS: Record<OperatorWarning, number> = { locked: 24, wrong_code: 1, closed: 1 };
