import type { Product } from "./product.ts";

/** A mail as the mailbox tells of it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly path: string }[];
}

/** What Stripe.js does in a traveller's browser: confirms the payment with a card, by the client secret and the publishable key. */
export async function payByCard({ stripe }: Product, clientSecret: string, card: string): Promise<void> {
  const intentId = clientSecret.split("_secret")[0] ?? "";
  const response = await fetch(`${stripe}/v1/payment_intents/${intentId}/confirm`, {
    method: "POST",
    headers: { authorization: "Bearer pk_test_sandbox" },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
  });
  if (!response.ok) throw new Error(`The card was refused: ${await response.text()}`);
}

/** The newest mail to this address whose subject names this, once it is there. */
export async function waitForMail({ mailbox }: Product, { to, about }: { to: string; about: string }): Promise<Mail> {
  return until(`a mail to ${to}`, async () => {
    const response = await fetch(`${mailbox}/api/mails`);
    const mails: unknown = await response.json();
    return isMails(mails) ? mails.find((mail) => mail.to === to && mail.subject.includes(about)) : undefined;
  });
}

function isMails(value: unknown): value is Mail[] {
  return Array.isArray(value) && value.every((mail: unknown) => typeof mail === "object" && mail !== null && "attachments" in mail);
}

/** Asks again and again until there is an answer, for at most 20 seconds. */
export async function until<Answer>(what: string, ask: () => Promise<Answer | undefined>): Promise<Answer> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited 20 seconds for ${what}`);
}
