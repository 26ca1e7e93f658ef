import { listenForChanges } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { startTestCore } from "../testing/index.ts";
import { logOut } from "../users/log-out.ts";
import { listSessions, revokeSession } from "../users/own-sessions.ts";
import { refuseEnded } from "./while-signed-in.ts";

const days = 86_400;

test("sessions are listed with their device, the one of the call marked, and ended one by one by their owner alone", async () => {
  await using core = await startTestCore();
  const [ana, bo] = [await core.traveller(), await core.traveller()];
  const phone = await core.app.sessions.open(ana.actor.userId, "Phone/1.0");
  const { sessions } = await listSessions(ana);
  const sessionId = sessions.find(({ device }) => device === "Phone/1.0")?.id ?? "ses_";

  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  await expect(revokeSession(bo, { sessionId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await core.app.sessions.findUser(phone.token)).not.toBeNull();
  await revokeSession(ana, { sessionId });
  expect(await core.app.sessions.findUser(phone.token)).toBeNull();
  expect((await listSessions(ana)).sessions).toMatchObject([{ current: true }]);
});

test("whoever watches is woken when a session of theirs ends: by logging out, by its name, and with all others", async () => {
  await using core = await startTestCore();
  const people = [await core.traveller(), await core.traveller(), await core.traveller()] as const;
  const [leaving, revoked, barred] = people;
  const woken = new Set<string>();
  let listening = false;
  const listener = listenForChanges(
    { connectionString: core.database.url, channels: ["notification_change"], onLost: () => undefined },
    { onChange: (id) => woken.add(id), onListening: () => (listening = true) },
  );
  await expect.poll(() => listening).toBe(true);
  await logOut(leaving);
  for (const { id: sessionId } of (await listSessions(revoked)).sessions) await revokeSession(revoked, { sessionId });
  await core.app.db.transaction((tx) => core.app.sessions.endAll(tx, barred.actor.userId));

  await expect.poll(() => woken).toEqual(new Set(people.map(({ actor }) => actor.userId)));
  await listener.close();
});

test("what is watched with another issuer's token ends when the token runs out", async () => {
  await using core = await startTestCore();
  const ana = await core.traveller();
  let expired = false;
  const refusal = new DomainError("UNAUTHENTICATED", "The token has expired", null);
  const identities: Context["identities"] = {
    recognises: () => true,
    verify: () =>
      expired ? Promise.reject(refusal) : Promise.resolve({ issuer: "i", subject: "s", email: null, givenName: null, surname: null }),
  };
  await refuseEnded({ ...ana, identities });
  expired = true;

  await expect(refuseEnded({ ...ana, identities })).rejects.toBe(refusal);
});

test("a session ends thirty days after its last use, by the database's clock", async () => {
  await using core = await startTestCore();
  const { actor } = await core.traveller();
  await core.database.advanceClock(29 * days);
  expect(await core.app.sessions.findUser(actor.token)).not.toBeNull();
  await core.database.advanceClock(29 * days);
  expect(await core.app.sessions.findUser(actor.token)).not.toBeNull();
  await core.database.advanceClock(30 * days + 1);

  expect(await core.app.sessions.findUser(actor.token)).toBeNull();
});

test("a session ends ninety days after its beginning, however much it is used", async () => {
  await using core = await startTestCore();
  const { actor } = await core.traveller();
  for (let day = 0; day < 89; day += 20) {
    expect(await core.app.sessions.findUser(actor.token)).not.toBeNull();
    await core.database.advanceClock(20 * days);
  }

  expect(await core.app.sessions.findUser(actor.token)).toBeNull();
});

test("the end of a session that is told is the one that holds", async () => {
  await using core = await startTestCore();
  const { actor } = await core.traveller();
  const { token, expiresAt } = await core.app.sessions.open(actor.userId);
  const { rows } = await core.app.db.pool.query<{ now: Date }>("SELECT skyhold_now() AS now");

  expect(Math.round((expiresAt.getTime() - (rows[0]?.now.getTime() ?? 0)) / 1000 / days)).toBe(30);
  expect(token).toMatch(/^[a-z0-9]{40}$/u);
});
