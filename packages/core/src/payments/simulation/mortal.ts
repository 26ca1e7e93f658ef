import type { Context, User } from "../../context.ts";
import type { Jobs } from "../../jobs.ts";
import type { PaymentProvider } from "../payment-provider.ts";
import { emit } from "./life.ts";
import type { Life } from "./life.ts";

/** The process died here. What it would have done afterwards is not done. */
export class Crash extends Error {}

/** A context that dies when it is told to, at any border between us, the database and the provider: before or after the call. */
export function mortal(life: Life, diesHere: () => boolean): Context<User> {
  const { app } = life.core;
  let dead = false;
  const border = () => {
    dead ||= diesHere();
    if (dead) throw new Crash();
  };
  const across = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    border();
    const result = await work();
    border();
    return result;
  };
  return {
    ...app,
    ...storeOf(life, { border, across }),
    actor: life.owner,
    payments: providerOf(life, across),
  };
}

interface Borders {
  readonly border: () => void;
  readonly across: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The database, and the jobs, which are there only when their transaction is. */
function storeOf(life: Life, { border, across }: Borders): Pick<Context, "db" | "jobs"> {
  const { db } = life.core.app;
  const sent: Life["jobs"] = [];
  const transaction: typeof db.transaction = (work) =>
    across(async () => {
      sent.length = 0;
      const result = await db.transaction(async (tx) => {
        const answer = await work(tx);
        border();
        return answer;
      });
      life.jobs.push(...sent);
      return result;
    });
  return {
    db: { ...db, transaction, prisma: statementsOf(db.prisma, border) },
    jobs: jobsInto(sent),
  };
}

/** A queue that is nothing but a list. */
export function jobsInto(sent: Life["jobs"]): Jobs {
  return {
    send: async (_tx, name, payload) => void sent.push({ name, payload }),
    sendAll: async (_tx, name, payloads) => void sent.push(...payloads.map((payload) => ({ name, payload }))),
    redrive: () => Promise.resolve(0),
  };
}

/** Each statement outside a transaction is on its own: the process may have died before it, and a dead one makes none. */
function statementsOf<Client extends object>(client: Client, border: () => void): Client {
  return new Proxy(client, {
    get: (target, name) => {
      const part: unknown = Reflect.get(target, name);
      if (typeof part === "object" && part !== null) return statementsOf(part, border);
      if (typeof part !== "function") return part;
      return (...args: unknown[]): unknown => {
        border();
        return Reflect.apply(part, target, args);
      };
    },
  });
}

function providerOf(life: Life, across: Borders["across"]): PaymentProvider {
  const { provider } = life.core;
  const telling = async (work: Promise<Awaited<ReturnType<PaymentProvider["getIntent"]>>>, before: string | undefined) => {
    const intent = await work;
    if (intent.state !== before) emit(life, { kind: "payment", intent });
    return intent;
  };
  const stateOf = (intentId: string) => provider.intents.get(intentId)?.state;
  return {
    ...provider,
    createIntent: (order) =>
      across(async () => {
        const made = await provider.createIntent(order);
        life.intents.add(made.intentId);
        return made;
      }),
    getIntent: (intentId) => across(() => provider.getIntent(intentId)),
    captureIntent: (intentId) => across(() => telling(provider.captureIntent(intentId), stateOf(intentId))),
    cancelIntent: (intentId) => across(() => telling(provider.cancelIntent(intentId), stateOf(intentId))),
    listRefunds: (intentId) => across(() => provider.listRefunds(intentId)),
    refund: (order) =>
      across(async () => {
        if (life.random(8) === 0) provider.breakNextRefund();
        const refund = await provider.refund(order);
        // Of what was refused nobody is told.
        if (refund.stripeRefundId !== null) emit(life, { kind: "refund", refund });
        return refund;
      }),
  };
}
