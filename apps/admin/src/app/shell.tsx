import { isSkyholdError } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";

import { ErrorNotice } from "../design/states.tsx";
import { Search } from "lucide-react";
import { AccountMenu } from "./account-menu.tsx";
import { BottomNav, SideNav } from "./nav.tsx";
import { meQuery } from "./queries.ts";
import { useSessionEnded } from "./session-state.ts";
import { ThemeButton } from "./theme-button.tsx";

const SearchDialog = lazy(async () => ({ default: (await import("./search-dialog.tsx")).SearchDialog }));
const SessionDialog = lazy(async () => ({ default: (await import("../screens/sign-in/session-dialog.tsx")).SessionDialog }));

/** The frame of every screen, for those who work here. */
export function Shell() {
  const me = useQuery(meQuery);
  const ended = useSessionEnded();
  const { href } = useLocation();
  if (me.isPending) return null;
  if (!me.data) {
    const signedOut = isSkyholdError(me.error, "UNAUTHENTICATED", "FORBIDDEN");
    return signedOut ? <Navigate to="/sign-in" search={{ to: href }} replace /> : <main className="page"><ErrorNotice error={me.error} onRetry={() => void me.refetch()} /></main>;
  }
  if (me.data.role === "traveller") return <Navigate to="/sign-in" search={{ to: href }} replace />;
  return (
    <>
      <a href="#main" className="skip">
        To the content
      </a>
      <div className="shell">
        <SideNav />
        <div className="main">
          <TopBar email={me.data.email} />
          <main id="main" tabIndex={-1}>
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <BottomNav />
      </div>
      <Suspense>{ended && <SessionDialog email={me.data.email} />}</Suspense>
    </>
  );
}

function TopBar({ email }: { readonly email: string }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    globalThis.addEventListener("keydown", onKey);
    return () => globalThis.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className="top" role="search" aria-label="Everything">
      <button type="button" className="search-button" onClick={() => setOpen(true)}>
        <Search aria-hidden />
        Find a booking, flight or page
        <kbd aria-hidden>⌘K</kbd>
      </button>
      <div className="top-end">
        <ThemeButton />
        <AccountMenu email={email} />
      </div>
      <Suspense>{open && <SearchDialog onClose={() => setOpen(false)} />}</Suspense>
    </div>
  );
}
