import { PassThrough } from "node:stream";

/** A terminal that keeps what is drawn on it. */
export function terminal(): { readonly stream: NodeJS.WriteStream; readonly drawn: () => string } {
  const through = new PassThrough();
  const stream = Object.assign(through, { isTTY: true, columns: 120 }) as unknown as NodeJS.WriteStream;
  return { stream, drawn: () => String(through.read() ?? "") };
}
