import type { ErrorCode, ErrorDetails } from "@skyhold/core/errors";

/** What a client gets of an error, on tRPC (as `data`) and on REST alike. */
export interface SkyholdErrorData {
  readonly code: ErrorCode;
  readonly details: ErrorDetails[ErrorCode];
  readonly status: number;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  readonly requestId: string;
}

/** The error as tRPC sends it. */
export interface SkyholdErrorShape {
  readonly message: string;
  readonly code: number;
  readonly data: SkyholdErrorData;
}
