import { invalidParameter } from "../errors.ts";
import type { Fault } from "./fault.ts";

type Json = Record<string, unknown>;

/** Reads a fault that came as JSON, or refuses it with the field that is wrong. */
export function parseFault(value: unknown): Fault {
  if (!isJson(value)) {
    throw invalidParameter("kind", "A fault is a JSON object with a kind.");
  }
  const times = { ...optional("times", count(value, "times")) };
  const ofCalls = { ...optional("method", method(value)), ...optional("path", text(value, "path")), ...times };
  const ofEvents = { ...optional("eventType", text(value, "eventType")), ...times };
  switch (value["kind"]) {
    case "timeout-after-success":
    case "error-500":
    case "error-500-kept":
    case "rate-limited":
      return { kind: value["kind"], ...ofCalls };
    case "slow":
      return { kind: "slow", delayMs: count(value, "delayMs") ?? 1000, ...ofCalls };
    case "webhook-lost":
    case "webhook-reordered":
      return { kind: value["kind"], ...ofEvents };
    case "webhook-delayed":
      return { kind: "webhook-delayed", delayMs: count(value, "delayMs") ?? 1000, ...ofEvents };
    case "webhook-duplicated":
      return { kind: "webhook-duplicated", ...optional("copies", count(value, "copies")), ...ofEvents };
    case "refund-fails":
      return { kind: "refund-fails", afterSuccess: value["afterSuccess"] === true, ...times };
    default:
      throw invalidParameter("kind", `Unknown kind of fault: ${JSON.stringify(value["kind"])}`);
  }
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>>;
function optional(name: string, value: unknown): Json {
  return value === undefined ? {} : { [name]: value };
}

function count(value: Json, name: string): number | undefined {
  const found = value[name];
  if (found === undefined || (typeof found === "number" && Number.isInteger(found) && found >= 0)) {
    return found;
  }
  throw invalidParameter(name, `${name} must be a whole number of at least 0.`);
}

function text(value: Json, name: string): string | undefined {
  const found = value[name];
  if (found === undefined || typeof found === "string") {
    return found;
  }
  throw invalidParameter(name, `${name} must be text.`);
}

function method(value: Json): "GET" | "POST" | undefined {
  const found = value["method"];
  if (found === undefined || found === "GET" || found === "POST") {
    return found;
  }
  throw invalidParameter("method", "method must be GET or POST.");
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
