import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "#app/infrastructure/root-folder.ts";

/** The path of a file with certificates of authorities in PEM, read as their text. */
export const authority = z.string().transform((path, context): string => {
  try {
    const pem = readFileSync(fromRoot(path), "utf8");
    // Throws for a file that holds none.
    new X509Certificate(pem);
    return pem;
  } catch {
    context.addIssue({ code: "custom", message: "must name a readable file with a certificate in PEM" });
    return z.NEVER;
  }
});
