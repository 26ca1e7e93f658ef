import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

/** The process's log: one JSON object a line, without what a caller sent. */
export function createLog(level: string, name: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({ name, level, serializers: { err: describeError } }, destination);
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

function withoutAddresses(text: string): string {
  return text.replaceAll(/[\w.+-]+@[\w.-]+/gu, "[address]");
}
