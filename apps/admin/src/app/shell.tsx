import { Outlet, useRouteContext } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";

import { AccountButton } from "./account-button.tsx";
import { BottomNav, SideNav } from "./nav.tsx";
import { useSessionTrouble } from "./session-state.ts";
import { ThemeButton } from "./theme-button.tsx";

const SearchDialog = lazy(async () => ({ default: (await import("./search-dialog.tsx")).SearchDialog }));
const SessionDialog = lazy(async () => ({ default: (await import("../screens/sign-in/session-dialog.tsx")).SessionDialog }));

/** The frame of every screen. */
export function Shell() {
  const { email } = useRouteContext({ from: "/app" });
  const trouble = useSessionTrouble();
  return (
    <>
      <a href="#main" className="skip">
        To the content
      </a>
      <div className="shell">
        <SideNav />
        <div className="main">
          <TopBar email={email} />
          <main id="main" tabIndex={-1}>
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <BottomNav />
      </div>
      <Suspense>{trouble !== null && <SessionDialog email={email} trouble={trouble} />}</Suspense>
    </>
  );
}

const shortcut = /Mac|iP(?:ad|hone)/u.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

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
    <header className="top">
      <button type="button" className="search-button" onClick={() => setOpen(true)}>
        <Search aria-hidden />
        Find a booking, flight or page
        <kbd aria-hidden>{shortcut}</kbd>
      </button>
      <div className="top-end">
        <ThemeButton />
        <AccountButton email={email} />
      </div>
      <Suspense>{open && <SearchDialog onClose={() => setOpen(false)} />}</Suspense>
    </header>
  );
}
