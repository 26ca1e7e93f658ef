import { MailRefusedError } from "@skyhold/core";
import type { Mailer } from "@skyhold/core";
import { createTransport } from "nodemailer";

/** Where mails go, from whom, and for how long the server may be silent: half a minute when left out. */
export interface MailerOptions {
  readonly url: string;
  readonly from: string;
  readonly silenceMs?: number;
}

/** Sends through a mail server. A server that is silent for too long is given up, and the job tries again. */
export function createMailer({ url, from, silenceMs = 30_000 }: MailerOptions): Mailer & { close(): void } {
  const openingMs = Math.min(10_000, silenceMs);
  // Given here, beside the address: set on the transport later, nobody reads them, and a hanging server is waited for ten minutes.
  const patience = { connectionTimeout: openingMs, greetingTimeout: openingMs, socketTimeout: silenceMs };
  const transport = createTransport({ url, ...patience }, { from });
  return {
    send: async ({ messageId, to, subject, html, text, attachments }) => {
      const mail = {
        messageId,
        to,
        subject,
        html,
        text,
        attachments: attachments.map(({ fileName, contentType, content }) => ({
          filename: fileName,
          contentType,
          content: typeof content === "string" ? content : Buffer.from(content),
        })),
      };
      await transport.sendMail(mail).catch((error: unknown) => {
        throw describeFailure(error, to);
      });
    },
    close: () => transport.close(),
  };
}

/** An error that says what the server said, and not to whom it was said: it goes into the log. */
function describeFailure(error: unknown, recipient: string): Error {
  const { code, responseCode = 0, command, message } = readFailure(error);
  const words = message.replaceAll(recipient, "[address]").replaceAll(/[^\s<>:"]+@[^\s<>:"]+/gu, "[address]");
  // Only a no to this recipient or this content is for good. A no to our login, or to all the world, is ours to put right, and passes.
  const aboutTheMail = command === "RCPT TO" || command === "DATA" || (code === "EENVELOPE" && responseCode === 0);
  const forGood = aboutTheMail && (responseCode === 0 || responseCode >= 500);
  return forGood ? new MailRefusedError(words) : new Error(words);
}

function readFailure(error: unknown): { code?: string; responseCode?: number; command?: string; message: string } {
  return error instanceof Error ? Object.assign({ message: error.message }, error) : { message: "The mail server gave no reason" };
}
