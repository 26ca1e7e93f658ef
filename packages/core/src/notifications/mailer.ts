/** A mail ready to be sent. */
export interface Mail {
  /** Stable over retries, so that a mail server can recognise a repetition. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly content: Uint8Array | string }[];
}

/** Hands mails to a mail server. Its errors do not name the recipient. */
export interface Mailer {
  /** Resolves when the server has taken the mail. Throws MailRefusedError when it never will, and another error when it may later. */
  send(mail: Mail): Promise<void>;
}

/** The mail server has said of this mail, or of its recipient, that it will never take it. */
export class MailRefusedError extends Error {
  override readonly name = "MailRefusedError";
}
