import { callerOf, fingerprint, keepAnswer, MadeBefore } from "@skyhold/core";
import type { Context, OnceOnly, User } from "@skyhold/core";
import { z } from "zod";

import type { CallContext } from "./trpc.ts";

interface Call<Who extends User, Input> {
  readonly ctx: CallContext<Who>;
  readonly input: Input;
  readonly path: string;
}

/**
 * The resolver of a change that has its effect once for each idempotency key. The use case answers what its first transaction
 * returned: that is what was written for the repetitions, which are marked by the header `idempotency-replayed`.
 */
export function once<Who extends User, Input, Output>(useCase: (app: Context<Who>, input: Input) => Promise<Output>) {
  return async (call: Call<Who, Input>): Promise<Output> =>
    answerOnce(call, false, async (app, made) => {
      const answer = await useCase(app, call.input);
      if (made !== null && made.made?.answer !== answer) throw new Error(`${call.path} has to answer what its first transaction returned`);
      return answer;
    });
}

/** The same for a change that is harmless twice by its nature and whose answer is only known after its transaction. */
export function onceByNature<Who extends User, Input, Output>(useCase: (app: Context<Who>, input: Input) => Promise<Output>) {
  return async (call: Call<Who, Input>): Promise<Output> =>
    answerOnce(call, true, async (app, made) => {
      const answer = await useCase(app, call.input);
      if (made !== null) await keepAnswer(app.db, made, answer);
      return answer;
    });
}

async function answerOnce<Who extends User, Input, Output>(
  { ctx, input, path }: Call<Who, Input>,
  answersLater: boolean,
  run: (app: Context<Who>, made: OnceOnly | null) => Promise<Output>,
): Promise<Output> {
  if (ctx.idempotencyKey === null) return run(ctx.app, null);
  const call: OnceOnly = {
    caller: callerOf(ctx.app.actor),
    route: path,
    key: ctx.idempotencyKey,
    fingerprint: fingerprint(input),
    answersLater,
    made: null,
  };
  try {
    return await run({ ...ctx.app, once: call }, call);
  } catch (error) {
    if (!(error instanceof MadeBefore)) throw error;
    ctx.reply.header("idempotency-replayed", "true");
    // What this procedure answered before; its output schema looks at it again.
    return z.custom<Output>().parse(error.answer);
  }
}
