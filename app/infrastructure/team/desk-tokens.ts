import { createHash, randomBytes } from "node:crypto";
import type { DeskTokens } from "#app/application/ports/team.ts";

export const deskTokens: DeskTokens = {
  make: () => randomBytes(32).toString("base64url"),
  hash: (token) => createHash("sha256").update(token).digest("hex"),
};
