import { noSandbox } from "@skyhold/core";
import type { CaughtMail, Sandbox, StripeEvent } from "@skyhold/core";
import { z } from "zod";

import type { Env } from "../env.ts";
import { newsOfPart } from "./embedded-news.ts";

/** The embedded parts that this process was told of: their pages and programs' doors on this machine. None in production, whatever it was told. */
export function embeddedParts(env: Pick<Env, "NODE_ENV" | "MAILBOX_URL" | "STRIPE_API_URL" | "SANDBOX_TOOLS">): Sandbox {
  if (env.NODE_ENV === "production") return noSandbox;
  const { MAILBOX_URL: mailbox, STRIPE_API_URL: stripe, SANDBOX_TOOLS: tools } = env;
  return {
    mailbox: mailbox === undefined ? null : mailboxAt(mailbox.replace(/\/$/u, "")),
    stripe: stripe === undefined || !tools.includes("stripe") ? null : stripeAt(stripe.replace(/\/$/u, "")),
    clock: tools.includes("clock"),
  };
}

const Mails = z.array(
  z.object({
    id: z.int(),
    to: z.string(),
    subject: z.string(),
    receivedAt: z.coerce.date(),
    attachments: z.array(z.object({ fileName: z.string(), bytes: z.int() })),
  }),
);

function mailboxAt(url: string): NonNullable<Sandbox["mailbox"]> {
  const list = async (): Promise<CaughtMail[]> =>
    Mails.parse(await json(`${url}/api/mails`)).map(({ id, ...mail }) => ({ ...mail, id: String(id) }));
  return {
    url,
    list,
    read: async (id) => {
      const mail = (await list()).find((caught) => caught.id === id);
      return mail ? { mail, html: await (await ask(`${url}/mails/${mail.id}/html`)).text() } : null;
    },
    news: newsOfPart(`${url}/api/changes`),
  };
}

const State = z.object({
  payment_intents: z.array(z.unknown()),
  refunds: z.array(z.unknown()),
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      created: z.number(),
      data: z.object({ object: z.object({ id: z.string().default("") }) }),
    }),
  ),
  deliveries: z.array(
    z.object({
      eventId: z.string(),
      at: z.coerce.date(),
      outcome: z.enum(["delivered", "refused", "unreachable", "lost"]),
      status: z.int().nullable(),
    }),
  ),
});

const Faults = z.object({ faults: z.array(z.object({ kind: z.string(), times: z.int() })) });

function stripeAt(url: string): NonNullable<Sandbox["stripe"]> {
  const faults = `${url}/_sandbox/faults`;
  return {
    url,
    state: async () => {
      const [state, armed] = await Promise.all([json(`${url}/_sandbox/state`), json(faults)]);
      const { payment_intents: payments, refunds, events, deliveries } = State.parse(state);
      return {
        url,
        payments: payments.length,
        refunds: refunds.length,
        events: events
          .toReversed()
          .slice(0, 50)
          .map((event) => toEvent(event, deliveries)),
        faults: Faults.parse(armed).faults.map(({ kind, times }) => ({ fault: kind, times })),
      };
    },
    arm: async ({ fault, times }) => void (await ask(faults, { method: "POST", ...asJson({ kind: fault, times }) })),
    clear: async () => void (await ask(faults, { method: "DELETE" })),
    news: newsOfPart(`${url}/_sandbox/changes`),
  };
}

function toEvent(
  { id, type, created, data }: z.infer<typeof State>["events"][number],
  deliveries: z.infer<typeof State>["deliveries"],
): StripeEvent {
  return {
    id,
    name: type,
    object: data.object.id,
    createdAt: new Date(created * 1000),
    deliveries: deliveries.filter(({ eventId }) => eventId === id).map(({ at, outcome, status }) => ({ at, outcome, httpStatus: status })),
  };
}

const asJson = (body: object) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function json(url: string): Promise<unknown> {
  return (await ask(url)).json();
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`An embedded part answered ${answer.status} at ${url}`);
  return answer;
}
