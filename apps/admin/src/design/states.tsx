import { isSkyholdError } from "@skyhold/sdk";
import { CircleAlert, Inbox } from "lucide-react";
import type { ReactNode } from "react";

/** What a person is told of an error, with what to quote when they ask about it. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** The link to where such things are found, for one that does not exist: to try again would not help. */
  readonly list?: ReactNode;
}

/** Something could not be read or done: what, and the way out. */
export function ErrorNotice({ error, onRetry, list }: ErrorNoticeProps) {
  const requestId = isSkyholdError(error) ? error.requestId : null;
  const missing = isSkyholdError(error, "NOT_FOUND") && list !== undefined;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <CircleAlert aria-hidden />
      <div className="stack">
        <div>
          <p>{errorText(error)}</p>
          {requestId !== null && <p className="small mono">Request {requestId}</p>}
        </div>
        {missing && <p>{list}</p>}
        {onRetry && !missing && (
          <div>
            <button type="button" className="button" onClick={onRetry}>
              Try again
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

/** There is nothing to show, and why. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <Inbox aria-hidden />
      <h2>{title}</h2>
      <p className="muted">{children}</p>
    </div>
  );
}

const widths = ["72%", "55%", "64%", "48%", "60%", "70%"];

/** The shape of what is being read. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className="card-body stack" role="status">
      <span className="hidden-text">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" style={{ width: widths[line % widths.length] }} />
      ))}
    </div>
  );
}
