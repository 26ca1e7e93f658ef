import { parse } from "superjson";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import { data, refusal, startStubServer } from "./stub-server.ts";
import type { Received } from "./stub-server.ts";

const first = data({ bookings: [{ id: "bkg_1" }, { id: "bkg_2" }], nextCursor: "after-2" });
const last = data({ bookings: [{ id: "bkg_3" }], nextCursor: null });

function input({ url }: Received): unknown {
  return parse(url.searchParams.get("input") ?? "null");
}

test("awaited, a list is one page", async () => {
  await using server = await startStubServer(first);
  const page = await createClient({ url: server.url }).bookings.list({ limit: 2 });
  expect(page).toEqual({ bookings: [{ id: "bkg_1" }, { id: "bkg_2" }], nextCursor: "after-2" });
  expect(server.received.map(input)).toEqual([{ limit: 2 }]);
});

test("in a loop, a list is every item, page after page with the same limit", async () => {
  await using server = await startStubServer(first, last);
  const ids: string[] = [];
  for await (const { id } of createClient({ url: server.url }).bookings.list({ limit: 2 })) ids.push(id);
  expect(ids).toEqual(["bkg_1", "bkg_2", "bkg_3"]);
  expect(server.received.map(input)).toEqual([{ limit: 2 }, { limit: 2, cursor: "after-2" }]);
});

test("a loop that ends early asks for no further page", async () => {
  await using server = await startStubServer(first, last);
  for await (const { id } of createClient({ url: server.url }).bookings.list()) if (id === "bkg_2") break;
  expect(server.received).toHaveLength(1);
});

test("a page that fails ends the loop with its error", async () => {
  await using server = await startStubServer(first, refusal({ code: "UNAUTHENTICATED", status: 401 }));
  const ids: string[] = [];
  const walk = async () => {
    for await (const { id } of createClient({ url: server.url }).bookings.list()) ids.push(id);
  };
  await expect(walk()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(ids).toEqual(["bkg_1", "bkg_2"]);
});
