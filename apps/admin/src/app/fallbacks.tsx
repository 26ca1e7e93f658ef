import { Link, useRouter } from "@tanstack/react-router";

import { Heading } from "../design/heading.tsx";
import { ErrorNotice } from "../design/states.tsx";

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <main className="door">
      <div className="card card-body stack">
        <Heading name="There is no such page" />
        <p className="muted">The address is mistyped, or what it led to is gone.</p>
        <div>
          <Link to="/" className="button" data-kind="primary">
            Back to today
          </Link>
        </div>
      </div>
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
