import type { Mailer } from "@skyhold/core";
import { createTransport } from "nodemailer";

/** Sends through a mail server. A server that hangs is given up after half a minute, and the job tries again. */
export function createMailer(options: { readonly url: string; readonly from: string }): Mailer & { close(): void } {
  const transport = createTransport(options.url, { from: options.from });
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  Object.assign(transport.options, timeouts);
  return {
    send: async ({ messageId, to, subject, html, text, attachments }) => {
      await transport.sendMail({
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
      });
    },
    close: () => transport.close(),
  };
}
