import { authenticatorCode } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { createCast } from "./testing/cast.ts";

test("where staff need a second factor, they do nothing as staff before they have one; travellers need none", async () => {
  await using stack = await startTestStack({ worker: false, env: { STAFF_SECOND_FACTOR: "required" } });
  const cast = await createCast(stack);
  const { password } = cast;
  const token = await cast.tokenOf("admin");
  const listUsers = () => callProcedure(stack.url, "admin.users.list", { token, input: {} });
  expect((await listUsers()).error?.data).toMatchObject({ code: "FORBIDDEN", details: { needs: "second_factor" } });
  expect((await callProcedure(stack.url, "auth.me", { token: await cast.tokenOf("traveller") })).status).toBe(200);

  const { data } = await callProcedure(stack.url, "auth.setUpSecondFactor", { token, input: { password } });
  expect((await listUsers()).status).toBe(403);
  const code = await authenticatorCode(stack.dependencies.app, data);
  expect((await callProcedure(stack.url, "auth.confirmSecondFactor", { token, input: { code } })).status).toBe(200);

  expect((await listUsers()).status).toBe(200);
});
