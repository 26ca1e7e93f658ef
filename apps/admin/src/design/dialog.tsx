import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useEffect, useId } from "react";
import type { ReactNode } from "react";

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Those that are open, the one on top at the end: a session may end under any of them. */
const stack: string[] = [];

/** A question above the page. Escape and a click beside it close it, but never one that lies under another: what was typed there is kept. */
export function Dialog({ title, open, onClose, children }: DialogProps) {
  const id = useId();
  useEffect(() => {
    if (!open) return;
    stack.push(id);
    return () => {
      stack.splice(stack.indexOf(id), 1);
    };
  }, [id, open]);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && stack.at(-1) === id && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup className="dialog">
          <div className="dialog-body">
            <div className="row" data-spread>
              <Base.Title render={<h1 />}>{title}</Base.Title>
              <Base.Close className="button" data-kind="quiet" aria-label="Close">
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
