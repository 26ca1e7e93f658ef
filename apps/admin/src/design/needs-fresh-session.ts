import { isSkyholdError } from "@skyhold/sdk";

/** Whether something was refused only because its caller signed in too long ago for it. */
export function needsFreshSession(error: unknown): boolean {
  return isSkyholdError(error, "FORBIDDEN") && error.details.needs === "fresh_session";
}
