const REASONS: Record<string, string> = {
  bounced: "такого адреса нет, или ящик не принимает почту",
  complained: "письмо отмечено как спам",
  suppressed: "почтовый сервис больше не пишет на этот адрес",
  unreachable: "прежние письма на этот адрес не доходили",
  "smtp-recipient": "такого адреса нет, или ящик не принимает почту",
};

/** Why a mail was not delivered, in words; a code without our explanation is appended. */
export function mailFailure(code: string | null): string {
  if (code === null) return "причина не названа";
  const reason = REASONS[code];
  if (reason) return reason;
  return /timeout|connection|rate|concurrent|closed/.test(code)
    ? `почтовый сервис не отвечал (${code})`
    : `почтовый сервис не принял письмо (${code})`;
}
