import type { Tracing } from "./tracing.ts";

/** Makes a span of each statement, with its text and without its parameters. */
export function traceStatements(tracing: Tracing): (text: string) => (fault: unknown) => void {
  return (text) => {
    const statement = text.replaceAll(/\s+/gu, " ").trim();
    const [verb = "SQL"] = statement.split(" ");
    const attributes = { "db.system.name": "postgresql", "db.operation.name": verb, "db.query.text": statement.slice(0, 2000) };
    const span = tracing.begin({ name: verb, kind: "client", attributes });
    return (fault) => span.end({ fault });
  };
}
