import { createServer } from "node:http";

import { exportJWK, generateKeyPair, SignJWT } from "jose";

import type { TokenIssuer } from "../adapters/issuer-tokens.ts";

/** An issuer of access tokens, with its keys behind HTTP as in earnest. */
export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string;
  /** How the API is told of it. */
  readonly trusted: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string };
  /** A token for this subject, good for an hour unless the claims say otherwise. */
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  /** The key that is published, as anyone can read it. */
  readonly published: () => object;
  /** How often the keys were fetched. */
  readonly fetches: () => number;
}

export const audience = "authenticated" satisfies TokenIssuer["audience"];

/** Starts an issuer on a free port. */
export async function startIssuer(name = "https://issuer.example/auth/v1"): Promise<TestIssuer> {
  let fetched = 0;
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "key-1", alg: "ES256", use: "sig" };
  const server = createServer((_request, response) => {
    fetched += 1;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    issuer: name,
    trusted: { issuer: name, audience, jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json` },
    sign: (claims) =>
      new SignJWT({ iss: name, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600, ...claims })
        .setProtectedHeader({ alg: "ES256", kid: jwk.kid })
        .sign(privateKey),
    published: () => jwk,
    fetches: () => fetched,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
