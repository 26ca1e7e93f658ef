import type { SkyholdRouter } from "@skyhold/api/contract";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** What the server's procedures take. */
export type Inputs = inferRouterInputs<SkyholdRouter>;

/** What the server's procedures answer. */
export type Outputs = inferRouterOutputs<SkyholdRouter>;
