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

test("what gives a person or power away for good is for an admin who has just signed in, whatever else an older session may do", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  const { pool } = stack.dependencies.db;
  const admin = await cast.tokenOf("admin");
  const userId = await cast.newUser();
  const call = (procedure: string, input: object, token = admin) => callProcedure(stack.url, procedure, { token, input });
  const reason = "a letter of theirs";
  const guarded = {
    "admin.users.erase": {},
    "admin.users.export": {},
    "admin.users.resetSecondFactor": {},
    "admin.users.setRole": { role: "staff" },
  };
  await pool.query("UPDATE session SET created_at = created_at - interval '15 minutes'");

  const refused = await Promise.all(Object.entries(guarded).map(([procedure, more]) => call(procedure, { userId, reason, ...more })));
  expect(refused.map(({ error }) => error?.data.details)).toEqual(refused.map(() => ({ needs: "fresh_session" })));
  expect((await call("admin.users.disable", { userId, reason })).status).toBe(200);
  expect(await stack.dependencies.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "users.disable" }]);
  expect((await call("admin.users.erase", { userId, reason }, await cast.tokenOf("admin"))).status).toBe(200);
});
