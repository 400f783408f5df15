import { invitationCopy as words } from "#app/copy/desk-door.ts";
import { type Qr, QrPicture } from "./qr-picture.tsx";

/** A seed for display: the picture and the key are the same. `sealed` is sent back with the surrounding form. */
export type FactorView = { base32: string; address: string; sealed: string; qr: Qr };

export function FactorKey({ base32, address, sealed, qr }: FactorView) {
  return (
    <>
      <input type="hidden" name="offer" value={sealed} />
      <QrPicture qr={qr} label={words.qr} />
      <p>
        {words.key}: <code>{base32.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <p>
        <a className="target" href={address}>
          {words.open}
        </a>
      </p>
    </>
  );
}
