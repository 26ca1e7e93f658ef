interface DialogButtonsProps {
  /** What leaving things as they are is called. */
  readonly leave: string;
  readonly onLeave: () => void;
  readonly confirm: string;
  /** What is said while it is being done; null while nothing is. */
  readonly pending: string | null;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

/** The way back and the way on, at the foot of a question. */
export function DialogButtons({ leave, onLeave, confirm, pending, disabled = false, danger = false }: DialogButtonsProps) {
  return (
    <div className="row" data-spread>
      <button type="button" className="button" onClick={onLeave}>
        {leave}
      </button>
      <button type="submit" className="button" data-kind={danger ? "danger" : "primary"} disabled={disabled || pending !== null}>
        {pending ?? confirm}
      </button>
    </div>
  );
}
