import { unauthorized } from "../errors.ts";
import { optionalString, type Params } from "../params.ts";
import type { World } from "../world.ts";

/** Tells which key a call came with, or refuses as Stripe does. */
export function authenticate(world: World, header: string | undefined, params: Params): "secret" | "publishable" {
  const key = keyOf(header) ?? optionalString(params, "key");
  if (key === undefined || key === "") {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (key === world.secretKey) {
    return "secret";
  }
  if (key === world.publishableKey) {
    return "publishable";
  }
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

function keyOf(header: string | undefined): string | undefined {
  const [scheme, value] = header?.split(" ") ?? [];
  if (scheme?.toLowerCase() === "basic" && value !== undefined) {
    return Buffer.from(value, "base64").toString("utf8").split(":")[0];
  }
  return scheme?.toLowerCase() === "bearer" ? value : undefined;
}

function masked(key: string): string {
  return key.length <= 12 ? "*".repeat(key.length) : `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}
