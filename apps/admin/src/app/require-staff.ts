import { isSkyholdError } from "@skyhold/sdk";
import type { Account } from "@skyhold/sdk";
import { redirect } from "@tanstack/react-router";

import { queryClient } from "./client.ts";
import { meQuery } from "./queries.ts";

/** Lets in who works here, and sends everybody else to the door, from where they come back to this address. */
export async function requireStaff({ location }: { readonly location: { readonly href: string } }): Promise<{ email: string }> {
  const me = await whoIsIt();
  if (me === null || me.role === "traveller") {
    redirect({ to: "/sign-in", search: { to: location.href }, replace: true, throw: true });
    return { email: "" };
  }
  return { email: me.email };
}

async function whoIsIt(): Promise<Account | null> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (isSkyholdError(error, "UNAUTHENTICATED", "FORBIDDEN")) return null;
    throw error;
  }
}
