import { createHmac, createSecretKey } from "node:crypto";

import ipaddr from "ipaddr.js";

/** Tells networks apart without saying which they are. */
export type NetworkHash = (address: string) => string;

/**
 * Hashes the network of an address with HMAC-SHA-256 under the newest key, so that a stolen database names nobody: without the key
 * all four thousand million IPv4 addresses could be tried. A new key begins a new count.
 */
export function createNetworkHash([newest]: readonly { readonly secret: string }[]): NetworkHash {
  if (!newest) throw new Error("There is no key to hash networks with");
  const key = createSecretKey(newest.secret, "utf8");
  // A text of its own kind: nothing that the signer signs has a blank in it.
  return (address) =>
    createHmac("sha256", key)
      .update(`network of a caller ${networkOf(address)}`)
      .digest("base64url");
}

/** What one customer of a network has: an IPv4 address, also one written as IPv6, or an IPv6 /64, from which anyone may choose addresses freely. */
export function networkOf(address: string): string {
  // A proxy may write what it likes; whatever it is, it is the same for the same caller.
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : ipaddr.IPv6.networkAddressFromCIDR(`${address.split("%")[0] ?? ""}/64`).toString();
}
