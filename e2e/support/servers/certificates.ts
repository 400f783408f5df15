import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A certificate authority of a test's own and a certificate of it for `names`, such as `DNS:practice.example`. */
export function certificates(openssl: string, folder: string, names: string) {
  const at = (name: string) => path.join(folder, name);
  const make = (...words: string[]) =>
    execFileSync(
      openssl,
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", ...words],
      { stdio: "pipe" },
    );
  make("-keyout", at("ca.key"), "-out", at("ca.pem"), "-subj", "/CN=authority of a test");
  const signed = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-addext", `subjectAltName=${names}`];
  const leaf = ["-addext", "basicConstraints=critical,CA:FALSE"];
  make("-keyout", at("server.key"), "-out", at("server.pem"), "-subj", "/CN=server", ...signed, ...leaf);
  writeFileSync(at("both.pem"), readFileSync(at("server.pem"), "utf8") + readFileSync(at("server.key"), "utf8"));
  return { ca: at("ca.pem"), certificate: at("server.pem"), key: at("server.key"), both: at("both.pem") };
}
