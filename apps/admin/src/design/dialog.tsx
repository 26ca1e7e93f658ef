import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Whether it is to be read rather than filled in: then the keyboard begins at its top, and not in its first field. */
  readonly toRead?: boolean;
  readonly children: ReactNode;
}

const fields = "input:not([readonly]), select, textarea";

/** A question above the page. Escape and a click beside it close it. */
export function Dialog({ title, open, onClose, toRead = false, children }: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  const first = () => (toRead ? null : (body.current?.querySelector<HTMLElement>(fields) ?? null));
  const begun = useRef(false);
  // A question that had to be read first had no field when it opened, and the keyboard began on what closes it.
  useEffect(() => {
    const field = first();
    if (begun.current || field === null) return;
    begun.current = true;
    if (document.activeElement === close.current) field.focus();
  });
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup className="dialog" initialFocus={(by) => by === "touch" || first()}>
          <div ref={body} className="dialog-body">
            <div className="row" data-spread>
              <Base.Title render={<h1 />}>{title}</Base.Title>
              <Base.Close ref={close} className="button" data-kind="quiet" aria-label="Close">
                <X aria-hidden />
              </Base.Close>
            </div>
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
