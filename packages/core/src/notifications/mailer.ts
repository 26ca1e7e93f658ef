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

/** Hands mails to a mail server. */
export interface Mailer {
  /** Resolves when the server has taken the mail; throws otherwise, and the job tries again. */
  send(mail: Mail): Promise<void>;
}
