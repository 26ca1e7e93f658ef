import { isSkyholdError } from "@skyhold/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { Plane } from "lucide-react";

import { meQuery } from "../../app/queries.ts";
import { sessionBack } from "../../app/session-state.ts";
import { SignInForm } from "./sign-in-form.tsx";

const route = getRouteApi("/sign-in");

/** The door. Who has signed in goes on to where they wanted to go. */
export function SignInScreen() {
  const { to = "/" } = route.useSearch();
  const client = useQueryClient();
  const me = useQuery(meQuery);
  if (me.data && me.data.role !== "traveller") return <Navigate to={to.startsWith("/") ? to : "/"} replace />;
  const stranger = me.data?.role === "traveller" || isSkyholdError(me.error, "FORBIDDEN");
  const onSignedIn = () => {
    sessionBack();
    client.removeQueries();
    void me.refetch();
  };
  return (
    <main className="door">
      <div className="card card-body stack">
        <div className="brand">
          <Plane aria-hidden />
          Skyhold
        </div>
        <h1>Sign in to the back office</h1>
        {stranger && <p className="notice" data-tone="warn">{me.data?.email} is a traveller&apos;s account. Sign in as someone who works here.</p>}
        <SignInForm onSignedIn={onSignedIn} />
      </div>
    </main>
  );
}
