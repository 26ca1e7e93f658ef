import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { Plane } from "lucide-react";

import { meQuery } from "../../app/queries.ts";
import { sessionBack } from "../../app/session-state.ts";
import { Heading } from "../../design/heading.tsx";
import { SignInForm } from "./sign-in-form.tsx";

const route = getRouteApi("/sign-in");

/** The door. Who has signed in goes on to where they wanted to go. */
export function SignInScreen() {
  const { to = "/" } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  const me = useQuery({ ...meQuery, enabled: false });
  const stranger = me.data?.role === "traveller";
  const onSignedIn = async () => {
    sessionBack();
    client.clear();
    await me.refetch();
    // An address of these pages, never of others: it came in the address bar.
    await router.navigate({ href: /^\/(?!\/)/u.test(to) ? to : "/", replace: true });
  };
  return (
    <main className="door">
      <div className="card card-body stack">
        <div className="brand">
          <Plane aria-hidden />
          Skyhold
        </div>
        <Heading name="Sign in to the back office" />
        {stranger && (
          <p className="notice" data-tone="warn">
            {me.data?.email} is a traveller&apos;s account. Sign in as someone who works here.
          </p>
        )}
        <SignInForm onSignedIn={() => void onSignedIn()} />
      </div>
    </main>
  );
}
