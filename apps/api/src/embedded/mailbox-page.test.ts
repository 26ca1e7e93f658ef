import { expect, test } from "vitest";

import { startMailboxPage } from "./mailbox-page.ts";
import { startMailbox } from "./mailbox.ts";

test("the mailbox shows every message as a sample that runs nothing and loads nothing", async () => {
  const mailbox = await startMailbox();
  const page = await startMailboxPage(mailbox, 0);
  const get = (path: string) => fetch(`${page.url}${path}`);
  const list = await (await get("/samples")).text();
  const kinds = [...list.matchAll(/href="\/samples\/([\w.]+)"/gu)].map(([, kind]) => kind);
  const sample = await get("/samples/flight.cancelled");

  expect(kinds).toEqual(expect.arrayContaining(["booking.confirmed", "flight.delayed", "account.reset_password"]));
  expect(sample.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await sample.text()).toContain("Your flight is cancelled");
  expect((await get("/samples/nothing")).status).toBe(404);
  await page.close();
  await mailbox.close();
});
