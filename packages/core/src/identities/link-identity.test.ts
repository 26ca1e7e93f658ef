import { expect, test } from "vitest";

import { listBookings, ListBookingsInput } from "../bookings/list-bookings.ts";
import type { Context, User } from "../context.ts";
import { registered, testPassword } from "../testing/accounts.ts";
import { hindered, meetingOf } from "../testing/hindered.ts";
import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { enterWithIdentity } from "./enter-with-identity.ts";
import { linkIdentity } from "./link-identity.ts";

const email = "ana@example.com";
const token = "a token of the issuer";

const identities: Context["identities"] = {
  recognises: (text) => text === token,
  verify: () => Promise.resolve({ issuer: "https://issuer.example", subject: "ana", email, givenName: "Ana", surname: "Novak" }),
};

/** The same caller, who has found the account that the token opened, and goes on only once so many have. */
function meeting(ctx: Context<User>, callers: number): Context<User> {
  const meet = meetingOf(callers);
  return hindered(ctx, async ({ name, run }) => {
    if (name === "move_bookings_to_owner") await meet();
    return run();
  });
}

test("of two links of one token at the same moment one takes the bookings along, and the other is told that the token is linked", async () => {
  await using core = await startTestCore();
  const opened = { ...core.app, identities, actor: await enterWithIdentity({ ...core.app, identities }, token) };
  const { id } = await hold(opened, await makeFlight(core.app.db), ["1A"]);
  const ana = { ...(await registered(core, email)), identities };
  const both = meeting(ana, 2);

  const outcomes = await Promise.allSettled([1, 2].map(() => linkIdentity(both, { password: testPassword, token })));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "INVALID_INPUT" } });
  expect((await listBookings(ana, ListBookingsInput.parse({}))).bookings).toMatchObject([{ id }]);
  expect(await core.app.db.prisma.user.count({ where: { email } })).toBe(1);
});
