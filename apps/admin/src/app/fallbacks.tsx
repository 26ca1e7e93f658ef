import { Link, useRouter } from "@tanstack/react-router";

import { Empty, ErrorNotice } from "../design/states.tsx";

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <main className="page">
      <Empty title="There is no such page">
        <Link to="/">Back to today</Link>
      </Empty>
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
