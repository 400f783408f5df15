import { encode } from "uqr";

/** A QR code as the path of an SVG whose modules are one unit each, with the quiet zone of ISO/IEC 18004 around it. */
export function qrCode(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { size, path };
}
