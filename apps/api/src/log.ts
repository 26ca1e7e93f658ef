import { pino } from "pino";
import type { Logger } from "pino";

/** Where personal data or secrets could stand in what is logged. */
const redacted = [
  "req.headers.authorization",
  "req.headers.cookie",
  "*.password",
  "*.passwordHash",
  "*.token",
  "*.clientSecret",
  "*.email",
  "err.params",
  "err.query",
];

/** The process's log: one JSON object a line. */
export function createLog(level: string, name: string): Logger {
  return pino({ name, level, redact: { paths: redacted, censor: "[redacted]" } });
}
