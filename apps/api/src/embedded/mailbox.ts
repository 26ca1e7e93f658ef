import { buffer } from "node:stream/consumers";

import { SMTPServer } from "smtp-server";
import PostalMime from "postal-mime";

/** A mail that was caught. */
export interface CaughtMail {
  readonly id: number;
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly content: Uint8Array }[];
}

/** A mail server that delivers nothing: it keeps what it is given, for a person or a test to look at. */
export interface Mailbox {
  readonly smtpUrl: string;
  /** Newest first. */
  list(): readonly CaughtMail[];
  /** Calls whenever a mail has come, until it is told to stop by what this answers. */
  follow(onMail: () => void): () => void;
  close(): Promise<void>;
}

const keepAtMost = 500;

/** Starts the mail sink on a port of this machine; 0 is a free one. */
export async function startMailbox(port = 0): Promise<Mailbox> {
  const mails: CaughtMail[] = [];
  const followers = new Set<() => void>();
  let received = 0;
  const keep = async (raw: Buffer) => {
    received += 1;
    mails.unshift(await parse(raw, received));
    mails.length = Math.min(mails.length, keepAtMost);
    for (const tell of followers) tell();
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) =>
      void buffer(stream)
        .then(keep)
        .then(() => done(), done),
  });
  const listening = server.listen(port, "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    listening.once("listening", resolve);
    listening.once("error", reject);
  });
  const address = listening.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return {
    smtpUrl: `smtp://127.0.0.1:${at}`,
    list: () => mails,
    follow: (onMail) => {
      followers.add(onMail);
      return () => void followers.delete(onMail);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function parse(raw: Buffer, id: number): Promise<CaughtMail> {
  const mail = await PostalMime.parse(raw);
  return {
    id,
    messageId: mail.messageId ?? "",
    to: mail.to?.map((recipient) => recipient.address ?? "").join(", ") ?? "",
    subject: mail.subject ?? "",
    receivedAt: new Date(),
    html: mail.html ?? "",
    text: mail.text ?? "",
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      fileName: filename ?? "attachment",
      contentType: mimeType,
      content: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
    })),
  };
}
