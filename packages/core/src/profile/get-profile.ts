import type { Context, User } from "../context.ts";
import { maskNumber } from "./profile.ts";
import type { Profile } from "./profile.ts";
import { readProfile } from "./read-profile.ts";

/** The caller's own profile. The numbers of documents are masked. */
export async function getProfile(ctx: Context<User>): Promise<Profile> {
  const profile = await readProfile(ctx, ctx.db, ctx.actor.userId);
  return { ...profile, documents: profile.documents.map((document) => ({ ...document, number: maskNumber(document.number) })) };
}
