import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { audience, startIssuer } from "./testing/token-issuer.ts";
import type { TestIssuer } from "./testing/token-issuer.ts";

const shared = { issuer: "https://shared.example", audience, secret: "a-secret-that-is-shared-with-the-issuer" };

let issuer: TestIssuer;
let stack: TestStack;

beforeAll(async () => {
  issuer = await startIssuer();
  stack = await startTestStack({ worker: false, env: { TOKEN_ISSUERS: JSON.stringify([issuer.trusted, shared]) } });
}, 60_000);

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const now = () => Math.floor(Date.now() / 1000);
const me = (token: string) => callProcedure(stack.url, "auth.me", { token });

const secretly = (claims: object, secret = shared.secret) =>
  new SignJWT({ iss: shared.issuer, aud: audience, exp: now() + 60, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(secret));

test("the same subject of another issuer is another person", async () => {
  const [one, other] = [
    await issuer.sign({ sub: "same", email: "one@example.com" }),
    await secretly({ sub: "same", email: "two@example.com" }),
  ];

  expect([await me(one), await me(other)]).toMatchObject([{ data: { email: "one@example.com" } }, { data: { email: "two@example.com" } }]);
});

const forged: Readonly<Record<string, readonly [() => Promise<string>, RegExp]>> = {
  "has expired": [() => issuer.sign({ sub: "x", exp: now() - 60 }), /has expired/u],
  "never expires": [() => issuer.sign({ sub: "x", exp: undefined }), /no time at which it expires/u],
  "is not valid yet": [() => issuer.sign({ sub: "x", nbf: now() + 60 }), /not valid yet/u],
  "is for someone else": [() => issuer.sign({ sub: "x", aud: "another-service" }), /another audience/u],
  "is for nobody": [() => issuer.sign({ sub: "x", aud: undefined }), /another audience/u],
  "is from a stranger": [() => issuer.sign({ sub: "x", iss: "https://stranger.example" }), /does not trust/u],
  "is from nobody": [() => issuer.sign({ sub: "x", iss: undefined }), /does not trust/u],
  "names nobody": [() => issuer.sign({ email: "x@example.com" }), /no subject/u],
  "has an empty name": [() => issuer.sign({ sub: "" }), /no or more than 255/u],
  "has an endless name": [() => issuer.sign({ sub: "x".repeat(300) }), /no or more than 255/u],
  "has no address for an account": [() => issuer.sign({ sub: "x" }), /claim email/u],
  "has an address that is none": [() => issuer.sign({ sub: "x", email: "nobody" }), /claim email/u],
  "is not signed": [
    async () => new UnsecuredJWT({ sub: "x", iss: issuer.issuer, aud: audience, exp: now() + 60 }).encode(),
    /in a way that its issuer does not use/u,
  ],
  "is signed with the public key as a secret": [
    () => secretly({ sub: "x", iss: issuer.issuer }, JSON.stringify(issuer.published())),
    /in a way that its issuer does not use/u,
  ],
  "is signed with another secret": [() => secretly({ sub: "x" }, "another-secret-of-thirty-two-letters"), /not signed by its issuer/u],
  "is signed with another key": [
    async () => {
      await using stranger = await startIssuer(issuer.issuer);
      return stranger.sign({ sub: "x", email: "x@example.com" });
    },
    /not signed by its issuer/u,
  ],
  "was altered": [
    async () => {
      const [header = "", , signature = ""] = (await issuer.sign({ sub: "x" })).split(".");
      const payload = Buffer.from(JSON.stringify({ iss: issuer.issuer, aud: audience, exp: now() + 60, sub: "new" })).toString("base64url");
      return [header, payload, signature].join(".");
    },
    /not signed by its issuer/u,
  ],
  "is nothing at all": [async () => "a.b.c", /does not trust/u],
};

test.each(Object.keys(forged))("a token that %s is refused, with the reason", async (fault) => {
  const [make, reason] = forged[fault] ?? [];
  const users = await stack.database.db.prisma.user.count();
  const { error, status } = await me((await make?.()) ?? "");

  expect({ status, code: error?.data.code, message: error?.message }).toEqual({
    status: 401,
    code: "UNAUTHENTICATED",
    message: expect.stringMatching(reason ?? /^$/u) as unknown,
  });
  expect(await stack.database.db.prisma.user.count()).toBe(users);
});

test("an issuer's clock may be half a minute off", async () => {
  const claims = { sub: "skewed", email: "skewed@example.com", exp: now() - 15, nbf: now() + 15 };

  expect((await me(await issuer.sign(claims))).status).toBe(200);
});
