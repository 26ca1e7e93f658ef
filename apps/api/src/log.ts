import { fileURLToPath } from "node:url";

import { multistream, pino, transport } from "pino";
import type { DestinationStream, Logger } from "pino";

/** The process's log: one JSON object a line, without what a caller sent. */
export function createLog(level: string, name: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({ name, level, serializers: { err: describeError } }, destination);
}

/** Where log lines go: to the console, and where a file is named, to that too. It is a new one each day and each 50 MB; the newest 14 are kept. */
export function openLogDestination(file: string | undefined): DestinationStream {
  // Written together, four times a second: a system call for each line costs a busy API a tenth of its time. What is left goes out at the exit.
  const console = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 250 });
  if (file === undefined) return console;
  const options = { file, frequency: "daily", size: "50m", dateFormat: "yyyy-MM-dd", mkdir: true, limit: { count: 14 } };
  // A thread of its own: a slow disk stops no call.
  const rolling: DestinationStream = transport({ target: fileURLToPath(import.meta.resolve("pino-roll")), options });
  return multistream([
    { level: "trace", stream: console },
    { level: "trace", stream: rolling },
  ]);
}

/** What may be told of an error: an allow-list, because a database's or a mail server's errors quote the values that they refuse. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(error));
  const fromDatabase = "severity" in fields;
  return {
    type: error.name,
    // PostgreSQL puts values into its messages; its code and constraint say as much.
    message: fromDatabase ? undefined : withoutAddresses(error.message),
    code: fields["code"],
    constraint: fields["constraint"],
    routine: fields["routine"],
    stack: error.stack
      ?.split("\n")
      .filter((line) => line.trimStart().startsWith("at "))
      .join("\n"),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

/** Why something failed, in words that tell nothing of a person. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "It gave no reason";
  const code = "severity" in error && "code" in error ? String(error.code) : null;
  return code === null ? withoutAddresses(error.message) : `The database refused it: ${code}`;
}

function withoutAddresses(text: string): string {
  return text.replaceAll(/[\w.+-]+@[\w.-]+/gu, "[address]");
}
