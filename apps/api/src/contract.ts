import type { TRPCBuiltRouter, TRPCDecorateCreateRouterOptions } from "@trpc/server";

import type { SkyholdErrorShape } from "./error-shape.ts";
import type { routes } from "./routes.ts";

/**
 * The API's type for clients. It is rebuilt from the routes with an opaque context, because `typeof appRouter` would drag
 * the server's own types (database, queue, Stripe) into every client.
 */
export type SkyholdRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: SkyholdErrorShape; transformer: true },
  TRPCDecorateCreateRouterOptions<typeof routes>
>;

export type { SkyholdErrorData, SkyholdErrorShape } from "./error-shape.ts";
export type { ErrorCode, ErrorDetails } from "@skyhold/core/errors";
