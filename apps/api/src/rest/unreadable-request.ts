import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";

import { DomainError } from "@skyhold/core";

import { toErrorData } from "../errors.ts";

/** Answers what is no HTTP, or has longer headers than anyone needs, in the same words as every other fault of a caller, and hangs up. */
export function refuseUnreadable(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLong = error.code === "HPE_HEADER_OVERFLOW";
  const message = tooLong ? "The address and headers of a request are 16 kB at most" : "This is not a request that can be read";
  const known = new DomainError("INVALID_INPUT", message, { fields: [] });
  const body = JSON.stringify({ message, ...toErrorData(known, randomUUID()) });
  const head = [
    "HTTP/1.1 400 Bad Request",
    "connection: close",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
