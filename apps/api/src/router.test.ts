import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";

import { appRouter } from "./router.ts";

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>);

test.each(procedures)("%s says what it takes and what it gives", (_path, procedure) => {
  expect(procedure._def).toMatchObject({ inputs: [expect.anything()], output: expect.anything() });
});
