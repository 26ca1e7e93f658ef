import { DomainError, errorTable, isConnectionLost, isDataException, isDomainError, isOverload } from "@skyhold/core";
import type { TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { ZodError } from "zod";

import type { SkyholdErrorData, SkyholdErrorShape } from "./error-shape.ts";

const trpcCodes: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  503: "SERVICE_UNAVAILABLE",
};

/** tRPC's name for the HTTP status of a domain error. */
export function trpcCodeOf(error: DomainError): TRPC_ERROR_CODE_KEY {
  return trpcCodes[errorTable[error.code].status] ?? "INTERNAL_SERVER_ERROR";
}

/** What went wrong, in our words: a domain error as it is, a fault of the input named by field, and anything else as INTERNAL, its cause only in the log. */
export function toDomainError(error: TRPCError): DomainError {
  const { cause } = error;
  if (isDomainError(cause)) return cause;
  switch (error.code) {
    case "BAD_REQUEST":
    case "PARSE_ERROR":
    case "UNSUPPORTED_MEDIA_TYPE":
    case "METHOD_NOT_SUPPORTED":
    case "PAYLOAD_TOO_LARGE":
      return inputError(error);
    case "NOT_FOUND":
      return new DomainError("NOT_FOUND", "There is no such procedure", { what: "procedure" });
    default:
      return (
        causedByDatabase(cause) ??
        new DomainError("INTERNAL", "Something went wrong on our side. Quote the request id when you ask about it.", null)
      );
  }
}

/** What a caller can bring about in the database although every schema has been passed, and what a moment's patience cures. */
export function causedByDatabase(cause: unknown): DomainError | null {
  if (isOverload(cause))
    return new DomainError("OVERLOADED", "More is going on than can be done at once. Nothing was changed; try again in a moment.", {
      retryAfterSeconds: 1,
    });
  if (isConnectionLost(cause))
    return new DomainError(
      "OUTCOME_UNKNOWN",
      "The connection to the database was lost. Whether this was done is unknown; repeat it with the same Idempotency-Key, or look.",
      { retryAfterSeconds: 1 },
    );
  if (isDataException(cause))
    return new DomainError("INVALID_INPUT", "A value of the input cannot be stored, such as a text with a NUL character", { fields: [] });
  return null;
}

function inputError({ cause, message }: TRPCError): DomainError {
  if (!(cause instanceof ZodError)) return new DomainError("INVALID_INPUT", message, { fields: [] });
  const fields = cause.issues.map((issue) => ({ path: fieldPath(issue.path), message: issue.message }));
  return new DomainError("INVALID_INPUT", fields.map((field) => `${field.path || "input"}: ${field.message}`).join("; "), { fields });
}

/** `passengers[0].birthDate` */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );
}

/** What the client gets of a domain error. */
export function toErrorData(error: DomainError, requestId: string): SkyholdErrorData {
  return { code: error.code, details: error.details, ...errorTable[error.code], requestId };
}

/** The error as tRPC sends it: no stack, no cause, no names of ours. */
export function toErrorShape(error: TRPCError, trpcCode: number, requestId: string): SkyholdErrorShape {
  const known = toDomainError(error);
  return { message: known.message, code: trpcCode, data: toErrorData(known, requestId) };
}
