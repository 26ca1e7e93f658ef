import { expect, test } from "vitest";

import { createNetworkHash } from "./network-hash.ts";

const keys = [{ secret: "a secret of this server" }];
const hash = createNetworkHash(keys);

test.each([
  ["an IPv4 address, and the same one written as IPv6", "203.0.113.7", "::ffff:203.0.113.7"],
  ["two addresses of one /64", "2001:db8:1:2::1", "2001:DB8:1:2:ffff:0:0:9"],
  ["one link-local address on two interfaces", "fe80::1%eth0", "fe80::1%eth1"],
])("%s are one network", (_case, a, b) => {
  expect(hash(a)).toBe(hash(b));
});

test.each([
  ["two IPv4 addresses", "203.0.113.7", "203.0.113.8"],
  ["addresses of neighbouring /64s", "2001:db8:1:2::1", "2001:db8:1:3::1"],
  ["two texts of a proxy that are no addresses", "unknown", "hidden"],
])("%s are two networks", (_case, a, b) => {
  expect(hash(a)).not.toBe(hash(b));
});

test("no address can be read from a hash, and another key makes another one", () => {
  expect(hash("203.0.113.7")).toMatch(/^[\w-]{43}$/u);
  expect(createNetworkHash([{ secret: "another" }, ...keys])("203.0.113.7")).not.toBe(hash("203.0.113.7"));
});
