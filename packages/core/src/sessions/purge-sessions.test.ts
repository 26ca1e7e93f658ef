import { expect, test } from "vitest";

import { registered, sendMails, testPassword } from "../testing/accounts.ts";
import { startTestCore } from "../testing/index.ts";
import { limitAttempts } from "../users/limit-attempts.ts";
import { register } from "../users/register.ts";
import { requestPasswordReset } from "../users/request-password-reset.ts";
import { purgeSessions } from "./purge-sessions.ts";

test("what is over is deleted each night, and nothing that is still good", async () => {
  await using core = await startTestCore();
  const attempt = { what: "test", who: "ana", limit: 1, seconds: 31 * 86_400 };
  const old = await registered(core, "ana@example.com");
  await requestPasswordReset(core.app, { email: "ana@example.com" });
  await register(core.app, { email: "bo@example.com", password: testPassword, givenName: "Bo", surname: "Lima" });
  await sendMails(core);
  await limitAttempts(core.app, { ...attempt, seconds: 60 });
  expect(await purgeSessions(core.app)).toEqual({ sessions: 0, tokens: 0, attempts: 0, registrations: 0 });
  await core.database.advanceClock(30 * 86_400 + 1);
  const { token } = await core.app.sessions.open(old.actor.userId);
  await limitAttempts(core.app, { ...attempt, who: "bo" });

  expect(await purgeSessions(core.app)).toEqual({ sessions: 1, tokens: 1, attempts: 1, registrations: 1 });
  expect(await core.app.sessions.findUser(token)).not.toBeNull();
  await expect(limitAttempts(core.app, { ...attempt, who: "bo" })).rejects.toMatchObject({ code: "RATE_LIMITED" });
});
