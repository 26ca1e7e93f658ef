import type { Context, User } from "../../context.ts";
import type { Jobs } from "../../jobs.ts";
import type { PaymentProvider } from "../payment-provider.ts";
import { emit } from "./life.ts";
import type { Life } from "./life.ts";

/** The process died here. What it would have done afterwards is not done. */
export class Crash extends Error {}

/** A context that dies, if it is to be faulty, at any border between us, the database and the provider: before or after the call. */
export function mortal(life: Life, faulty: boolean): Context<User> {
  const { app } = life.core;
  let dead = false;
  const border = () => {
    if (dead) throw new Crash();
    if (!faulty || life.random(14) > 0) return;
    dead = true;
    throw new Crash();
  };
  const across = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    border();
    const result = await work();
    border();
    return result;
  };
  return {
    ...app,
    ...storeOf(life, { border, across, isDead: () => dead }),
    actor: life.owner,
    payments: providerOf(life, across),
  };
}

interface Borders {
  readonly border: () => void;
  readonly across: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly isDead: () => boolean;
}

/** The database, and the jobs, which are there only when their transaction is. */
function storeOf(life: Life, { border, across, isDead }: Borders): Pick<Context, "db" | "jobs"> {
  const { db } = life.core.app;
  let sent: Life["jobs"] = [];
  const transaction: typeof db.transaction = (work) =>
    across(async () => {
      sent = [];
      const result = await db.transaction(async (tx) => {
        const answer = await work(tx);
        border();
        return answer;
      });
      life.jobs.push(...sent);
      return result;
    });
  return {
    db: {
      ...db,
      transaction,
      get prisma() {
        if (isDead()) throw new Crash();
        return db.prisma;
      },
    },
    jobs: jobsInto(sent),
  };
}

/** A queue that is nothing but a list. */
export function jobsInto(sent: Life["jobs"]): Jobs {
  return {
    send: async (_tx, name, payload) => void sent.push({ name, payload }),
    sendAll: async (_tx, name, payloads) => void sent.push(...payloads.map((payload) => ({ name, payload }))),
  };
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
        emit(life, { kind: "refund", refund });
        return refund;
      }),
  };
}
