import { Link, useRouter } from "@tanstack/react-router";

import { ErrorNotice } from "../design/states.tsx";

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <main className="page">
      <h1>There is no such page</h1>
      <p>
        <Link to="/">Back to today</Link>
      </p>
    </main>
  );
}

/** A screen that failed, or whose code could not be fetched. */
export function ScreenError({ error }: { readonly error: unknown }) {
  const router = useRouter();
  return (
    <div className="page">
      <ErrorNotice error={error} onRetry={() => void router.invalidate()} />
    </div>
  );
}
