export type Qr = { size: number; path: string };

/** A QR code, which scales without blur. */
export function QrPicture({ qr: { size, path }, label }: { qr: Qr; label: string }) {
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
