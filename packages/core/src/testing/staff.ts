import type { Context, Staff } from "../context.ts";
import type { TestCore } from "./test-core.ts";

/** A context that acts for someone who works here. */
export async function makeStaff(core: TestCore): Promise<Context<Staff>> {
  const ctx = await core.traveller();
  await ctx.db.prisma.user.update({ where: { id: ctx.actor.userId }, data: { role: "staff" } });
  return { ...ctx, actor: { ...ctx.actor, role: "staff" } };
}
