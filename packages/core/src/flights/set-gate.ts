import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { changeFlight, refuseUnlessStatus } from "./change-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** Which flight, and from where it leaves. */
export const SetGateInput = z.strictObject({
  flightId: FlightId,
  gate: z
    .string()
    .regex(/^(?:[A-Z]{1,2}[1-9][0-9]{0,2}|[1-9][0-9]{0,2}[A-Z]?|[A-Z])$/u, "A gate as it is signposted, like B12, 34 or 7A")
    .describe("`B12`; which gates an airport has is not on record"),
  terminal: z
    .string()
    .regex(/^[0-9A-Z]{1,3}$/u, "A terminal as it is signposted, like 2 or 2E")
    .nullable()
    .optional()
    .describe("Stays as it is when left out"),
  reason: personText(200).describe("Told to passengers, and kept in the audit log"),
});
export type SetGateInput = z.infer<typeof SetGateInput>;

/** Says from which gate a flight leaves. Everyone on it is told when it is another one than before; the first one is no news. */
export async function setGate(ctx: Context<Staff>, { flightId, gate, terminal, reason }: SetGateInput): Promise<FlightDetails> {
  return changeFlight(ctx, {
    flightId,
    reason,
    action: "flights.setGate",
    kind: (flight) => (flight.gate === null ? null : "gate_changed"),
    plan: (flight) => {
      refuseUnlessStatus(flight, ["scheduled", "delayed", "boarding"], "get another gate");
      const wanted = terminal === undefined ? flight.terminal : terminal;
      return flight.gate === gate && flight.terminal === wanted ? null : { gate, terminal: wanted };
    },
  });
}
