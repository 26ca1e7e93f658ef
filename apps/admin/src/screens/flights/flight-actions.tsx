import type { FlightOnBoard } from "@skyhold/sdk";
import { useState } from "react";
import type { ComponentType } from "react";

import { CancelFlightDialog, DelayDialog, GateDialog, RescheduleDialog, StatusDialog } from "./operation-dialogs.tsx";
import type { OperationProps } from "./operation-dialogs.tsx";

interface Operation {
  readonly name: string;
  readonly dialog: ComponentType<OperationProps>;
  /** At which statuses the API lets it happen. */
  readonly while: readonly FlightOnBoard["status"][];
}

const operations: readonly Operation[] = [
  { name: "Delay", dialog: DelayDialog, while: ["scheduled", "delayed", "boarding"] },
  { name: "Gate", dialog: GateDialog, while: ["scheduled", "delayed", "boarding"] },
  { name: "Reschedule", dialog: RescheduleDialog, while: ["scheduled", "delayed"] },
  { name: "Status", dialog: StatusDialog, while: ["scheduled", "delayed", "boarding", "in_air"] },
  { name: "Cancel flight", dialog: CancelFlightDialog, while: ["scheduled", "delayed", "boarding"] },
];

/** What may be done to a flight as it stands; each asks once, with what follows from it. */
export function FlightActions({ flight }: { readonly flight: FlightOnBoard }) {
  const [open, setOpen] = useState<Operation | null>(null);
  const possible = operations.filter((operation) => operation.while.includes(flight.status));
  return (
    <>
      {possible.map((operation) => (
        <button key={operation.name} type="button" className="button" onClick={() => setOpen(operation)}>
          {operation.name}
        </button>
      ))}
      {open && <open.dialog flight={flight} onClose={() => setOpen(null)} />}
    </>
  );
}
