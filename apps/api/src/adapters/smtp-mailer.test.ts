import { MailRefusedError } from "@skyhold/core";
import type { Mail } from "@skyhold/core";
import { expect, test } from "vitest";

import { startMailServer } from "../testing/mail-server.ts";
import type { MailServer, MailServerMode } from "../testing/mail-server.ts";
import { createMailer } from "./smtp-mailer.ts";

const mail: Mail = {
  messageId: "<ntf_1@skyhold>",
  to: "ana.novak@example.com",
  subject: "Booking confirmed",
  html: "<p>Yes</p>",
  text: "Yes",
  attachments: [],
};

async function attempt(server: MailServer, mails: Partial<Mail> = {}): Promise<unknown> {
  const mailer = createMailer({ url: server.url, from: "Skyhold <bookings@skyhold.example>", silenceMs: 250 });
  try {
    return await mailer.send({ ...mail, ...mails });
  } catch (error) {
    return error;
  } finally {
    mailer.close();
  }
}

test.each<[MailServerMode, boolean, RegExp]>([
  ["busy", false, /421/u],
  ["closed_to_all", false, /554/u],
  ["mailbox_locked", false, /450/u],
  ["hangs_after_data", false, /timeout/iu],
  ["drops_after_data", false, /closed/iu],
  ["no_such_mailbox", true, /550 5\.1\.1 <\[address\]> user unknown/u],
  ["content_refused", true, /554 5\.6\.0/u],
])("a server that is %s: a no for good is %s, and the error names nobody", async (mode, forGood, words) => {
  await using server = await startMailServer();
  server.setMode(mode);

  const error = await attempt(server);

  expect(error).toBeInstanceOf(Error);
  expect(error instanceof MailRefusedError).toBe(forGood);
  expect(String(error)).toMatch(words);
  expect(String(error)).not.toContain("ana.novak");
  expect(server.taken).toEqual([]);
});

test("a server that is down may take it later, and takes it once it is up", async () => {
  await using server = await startMailServer();
  await server.goDown();
  const error = await attempt(server);
  await server.comeUp();

  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MailRefusedError);
  expect(await attempt(server)).toBeUndefined();
  expect(server.taken).toEqual([mail.messageId]);
});

test("a recipient that is none is refused for good", async () => {
  await using server = await startMailServer();

  expect(await attempt(server, { to: "nobody" })).toBeInstanceOf(MailRefusedError);
  expect(server.taken).toEqual([]);
});
