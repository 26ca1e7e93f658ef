import { text } from "node:stream/consumers";

import { SMTPServer } from "smtp-server";

import type { MailTrouble } from "./plan.ts";

/** A mail server that remembers what it took responsibility for, and fails on demand. */
export interface MailSink extends AsyncDisposable {
  readonly port: number;
  /** The Message-ID of each mail that was taken, as often as it was. */
  readonly taken: readonly { readonly messageId: string }[];
  /** So many of the next mails meet this trouble. */
  fail(trouble: MailTrouble, mails: number): void;
  heal(): void;
}

/** Starts it on a free port of this machine. */
export async function startMailSink(): Promise<MailSink> {
  const taken: { messageId: string }[] = [];
  const troubles: MailTrouble[] = [];
  const take = (raw: string, answer: (error?: Error) => void) => {
    const trouble = troubles.shift();
    const refused = trouble === "451" || trouble === "550";
    if (!refused) taken.push({ messageId: headerOf(raw, "message-id") });
    if (refused) answer(Object.assign(new Error("Not now"), { responseCode: Number(trouble) }));
    else if (trouble !== "mute") answer();
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, answer) => {
      void text(stream).then((raw) => take(raw, answer), answer);
    },
  });
  // A connection that is cut is this server's daily bread.
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => listening.once("listening", resolve));
  const address = listening.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    taken,
    fail: (trouble, mails) => void troubles.push(...Array.from({ length: mails }, () => trouble)),
    heal: () => void troubles.splice(0),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function headerOf(raw: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, "imu").exec(raw)?.[1]?.trim() ?? "";
}
