/** A server on this machine that does what servers and networks do to a download. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Fault =
  | { readonly kind: "drop"; readonly after: number }
  | { readonly kind: "stall"; readonly after: number }
  | { readonly kind: "refuse" }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "wrong"; readonly at: number }
  | { readonly kind: "truncate"; readonly to: number }
  | { readonly kind: "redirect" }
  | { readonly kind: "circle" }
  | { readonly kind: "ignore-range" }
  | { readonly kind: "other-range" }
  | { readonly kind: "no-range" }
  | { readonly kind: "change" }
  | { readonly kind: "page" };

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  /** Bytes of the file that were written to the socket. */
  sent: number;
}

export interface FaultyServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What is served from now on, under another ETag, and which faults come first, one for each request. */
  serve(body: Uint8Array, faults?: readonly Fault[], next?: Uint8Array): void;
}

export async function faultyServer(finished: (close: () => void) => void = onTestFinished): Promise<FaultyServer> {
  let [body, next]: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()];
  let version = 0;
  let left: Fault[] = [];
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    const entry: Asked = { path: request.url ?? "", range, ifRange: String(ifRange ?? ""), sent: 0 };
    asked.push(entry);
    const fault = left.shift();
    if (fault?.kind === "change") {
      body = next;
      version++;
    }
    answer(request, response, { body, etag: `"v${version}"`, fault, entry });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  finished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/table.csv`,
    asked,
    serve(content, faults = [], after = content) {
      [body, next, left] = [content, after, [...faults]];
      version++;
      asked.length = 0;
    },
  };
}

interface Answer {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly fault: Fault | undefined;
  readonly entry: Asked;
}

function answer(request: IncomingMessage, response: ServerResponse, { body, etag, fault, entry }: Answer): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const mayResume = from > 0 && request.headers["if-range"] === etag && fault?.kind !== "ignore-range";
  const start = mayResume ? from : 0;
  const write = (content: Uint8Array, ended: () => void): void => {
    entry.sent += content.length;
    response.write(content, ended);
  };
  switch (fault?.kind) {
    case "refuse":
      request.socket.destroy();
      return;
    case "status":
      response.writeHead(fault.status).end("no");
      return;
    case "no-range":
      response.writeHead(416).end();
      return;
    case "page":
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>please log in</p>");
      return;
    case "redirect":
      response.writeHead(302, { location: `${request.url}+` }).end();
      return;
    case "circle":
      response.writeHead(302, { location: request.url }).end();
      return;
    case "other-range":
      response
        .writeHead(206, { etag, "content-range": `bytes ${start + 1}-${body.length - 1}/${body.length}` })
        .end(body.subarray(start + 1));
      return;
  }
  let content = body.subarray(start);
  if (fault?.kind === "wrong" && content.length > 0) {
    content = content.slice();
    content[fault.at % content.length]! ^= 1;
  }
  if (fault?.kind === "truncate") content = content.subarray(0, fault.to % (content.length + 1));
  const headers = { etag, "content-length": content.length };
  if (mayResume && content.length > 0)
    response.writeHead(206, {
      ...headers,
      "content-range": `bytes ${start}-${start + content.length - 1}/${body.length}`,
    });
  else if (mayResume) {
    response.writeHead(416).end();
    return;
  } else response.writeHead(200, headers);
  if (fault?.kind === "stall") write(content.subarray(0, fault.after), () => {});
  else if (fault?.kind === "drop" && content.length > 0)
    // Later, since a client may lose what it has not read yet when a connection breaks.
    write(content.subarray(0, fault.after % content.length), () => setTimeout(() => response.socket?.end(), 3));
  else {
    entry.sent += content.length;
    response.end(content);
  }
}
