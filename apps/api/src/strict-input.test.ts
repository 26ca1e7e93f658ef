import { expect, test } from "vitest";
import { z } from "zod";

import { procedures } from "./testing/call-procedure.ts";

interface Node {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
}

/** Every object that an input may hold, however deep, by its path. */
function objectsIn(schema: unknown, path: string): { path: string; node: Node }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const node: Node = schema;
  const own = node.properties === undefined ? [] : [{ path, node }];
  return [...own, ...Object.entries(schema).flatMap(([key, inner]) => objectsIn(inner, key === "properties" ? path : `${path}.${key}`))];
}

const objects = Object.entries(procedures).flatMap(([path, { _def }]) =>
  _def.inputs.flatMap((input) => objectsIn(z.toJSONSchema(input, { io: "input", unrepresentable: "any" }), path)),
);

test("no input takes a field that it does not name, at whatever depth", () => {
  expect(objects.length).toBeGreaterThan(50);
  expect(objects.filter(({ node }) => node.additionalProperties !== false).map(({ path }) => path)).toEqual([]);
});

test("no input names what is not the caller's to say: roles, prices, states, owners; but for the admin who gives a role, staff who sell and run flights, and what a list is filtered by", () => {
  const ours =
    /^(role|roles|isAdmin|admin|kind|price|amount|total|currency|state|status|owner|ownerId|userId|emailVerified|verified|disabled|paid|actor)$/u;
  const named = objects.flatMap(({ path, node }) => Object.keys(node.properties ?? {}).map((name) => `${path} ${name}`));

  expect(named.filter((text) => ours.test(text.split(" ")[1] ?? "")).toSorted()).toEqual([
    "admin.audit.list actor",
    "admin.bookings.list state",
    "admin.flights.create currency",
    "admin.flights.list status",
    "admin.flights.setStatus status",
    "admin.notifications.list kind",
    "admin.notifications.list state",
    "admin.payments.list state",
    "admin.refunds.list state",
    "admin.schedules.create currency",
    "admin.schedules.preview currency",
    "admin.schedules.update currency",
    "admin.users.disable userId",
    "admin.users.enable userId",
    "admin.users.endSessions userId",
    "admin.users.erase userId",
    "admin.users.export userId",
    "admin.users.list disabled",
    "admin.users.list role",
    "admin.users.listSessions userId",
    "admin.users.resetSecondFactor userId",
    "admin.users.setRole role",
    "admin.users.setRole userId",
    "flights.search price",
    "flights.search.price currency",
  ]);
});
