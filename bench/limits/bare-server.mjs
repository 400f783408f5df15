// The limit of a page: Node's own HTTP server, which writes one prepared answer and does nothing else.
import { readFileSync } from "node:fs";
import http from "node:http";

const [port, file] = process.argv.slice(2);
const { status, headers, body } = JSON.parse(readFileSync(file, "utf8"));
const bytes = Buffer.from(body, "base64");

http
  .createServer((_, response) => {
    response.writeHead(status, headers);
    response.end(bytes);
  })
  .listen(Number(port), "127.0.0.1");
