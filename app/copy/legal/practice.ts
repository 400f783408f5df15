/**
 * The controller of the data. A real practice replaces `operator` with its registered name, tax number and address
 * before it opens, and dates new versions of the documents.
 */
export const practice = {
  name: "Эмоциональный баланс",
  operator: "психологическая практика «Эмоциональный баланс»",
} as const;
