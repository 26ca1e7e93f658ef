import { Writable } from "node:stream";

import { findOffer, makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createLog } from "./log.ts";
import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { registerByMail } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";

/** All that a guest sends, in bodies, headers, cookies and addresses; answers their token. */
async function bookAsGuest({ url, dependencies: { app, db } }: TestStack): Promise<string> {
  const { token: offer } = await findOffer(app, await makeFlight(db));
  const contact = { email: "canary-guest@example.com", phone: "+351 210 000 077" };
  const headers = { "content-type": "application/json", "idempotency-key": "canary-key-of-a-guest" };
  const body = JSON.stringify({ json: { offer, seats: [["1A"]], contact } });
  const held = (await (await fetch(`${url}/trpc/bookings.hold`, { method: "POST", headers, body })).json()) as {
    result: { data: { json: { id: string; recordLocator: string; guestToken: string } } };
  };
  const { id: bookingId, recordLocator, guestToken } = held.result.data.json;
  const passengers = [{ givenName: "Canary", surname: "Canarypassenger", birthDate: "1977-07-07" }];
  expect((await callProcedure(url, "bookings.setPassengers", { token: guestToken, input: { bookingId, passengers } })).status).toBe(200);
  await callProcedure(url, "bookings.find", { input: { recordLocator, surname: "Canarywrong" } });
  const odd = {
    authorization: "Bearer canary-token",
    cookie: "__Host-skyhold=canary-cookie",
    "user-agent": "Canary/1.0",
    referer: "https://canary.example",
  };
  for (const path of ["/trpc/auth.me?input=canary", "/api/v1/auth/me?canary=1", "/api/v1/bookings?cursor=canary"])
    expect((await fetch(`${url}${path}`, { headers: odd })).status).toBeGreaterThanOrEqual(400);
  return guestToken;
}

test("nothing that a person gives us is in a log line, whether the call goes well, badly, or not at all", async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  await using stack = await startTestStack({ log: createLog("trace", "test", sink) });
  const call = (path: string, input: unknown, token?: string) =>
    callProcedure(stack.url, path, { input, ...(token !== undefined && { token }) });
  const person = { email: "canary-mail@example.com", password: "canary-password", givenName: "Canarygiven", surname: "Canarysurname" };
  const { token, code: registered } = await registerByMail(stack, person);
  const document = { type: "passport", number: "CANARY12345", issuingCountry: "PT", nationality: "PT", expiresOn: "2030-01-01" };
  await call("profile.update", { documents: [document], birthDate: "1977-07-07" }, token);
  await call("profile.update", { phone: "canary-phone" }, token);
  await call("auth.confirmRegistration", { token: registered, password: "canary-wrong" });
  await call("auth.register", person);
  await call("auth.register", { ...person, surname: "Canary\u0000surname" });
  await call("auth.login", { email: person.email, password: "canary-wrong" });
  await call("auth.requestPasswordReset", { email: person.email });
  await expect.poll(() => stack.mailbox.list().length, { timeout: 30_000 }).toBe(3);
  const code = /Code: (\w+)/u.exec(stack.mailbox.list()[0]?.text ?? "")?.[1] ?? "";
  const guestToken = await bookAsGuest(stack);
  await stack.database.db.pool.query("UPDATE profile SET birth_date_sealed = 'canary-sealed'");
  expect((await call("profile.get", undefined, token)).status).toBe(500);
  const written = lines.join("");

  expect(code).toMatch(/^\w{40}$/u);
  expect(lines.length).toBeGreaterThan(8);
  expect(written).toContain('"path":"/trpc/profile.update"');
  for (const secret of [/canary/iu, /1977-07-07/u, token, code, registered, guestToken]) expect(written).not.toMatch(secret);
});
