import { isSkyholdError } from "@skyhold/sdk";
import type { Account } from "@skyhold/sdk";
import { redirect } from "@tanstack/react-router";

import { queryClient } from "./client.ts";
import { meQuery } from "./queries.ts";

/** Who is at work. */
interface WhoWorks {
  readonly email: string;
  readonly isAdmin: boolean;
}

/** Lets in who works here, and sends everybody else to the door, from where they come back to this address. */
export async function requireStaff({ location }: { readonly location: { readonly href: string } }): Promise<WhoWorks> {
  const me = await whoIsIt();
  if (me === null || me.role === "traveller") {
    redirect({ to: "/sign-in", search: { to: location.href }, replace: true, throw: true });
    return { email: "", isAdmin: false };
  }
  return { email: me.email, isAdmin: me.role === "admin" };
}

async function whoIsIt(): Promise<Account | null> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (isSkyholdError(error, "UNAUTHENTICATED", "FORBIDDEN")) return null;
    throw error;
  }
}
