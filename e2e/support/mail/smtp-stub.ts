import { SMTPServer } from "smtp-server";
import { expect } from "../practice.ts";
import { freePort } from "../servers/free-port.ts";

/** A mail server on this machine that keeps what it accepts. */
export async function smtpStub() {
  const kept: { to: string; source: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const source = Buffer.concat(chunks).toString();
        kept.push(...envelope.rcptTo.map(({ address }) => ({ to: address, source })));
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    /** The text of the first mail to this address, its quoted-printable lines joined. */
    async mailTo(address: string): Promise<string> {
      const found = () => kept.find(({ to }) => to === address);
      await expect.poll(() => found() !== undefined, { timeout: 60_000 }).toBe(true);
      return (found()?.source ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type SmtpStub = Awaited<ReturnType<typeof smtpStub>>;
