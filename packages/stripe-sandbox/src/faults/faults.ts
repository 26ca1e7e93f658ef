import type { ApiFault, Fault, RefundFault, WebhookFault } from "./fault.ts";

/** The faults that are still to strike. */
export interface Faults {
  set(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  /** Uses up and returns the first fault for this call, or null. */
  takeApi(method: string, path: string): ApiFault | null;
  /** Uses up and returns the first fault for an event of this type, or null. */
  takeWebhook(eventType: string): WebhookFault | null;
  /** Uses up and returns the first fault of refunds, or null. */
  takeRefund(): RefundFault | null;
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  const armed: (Fault & { times: number })[] = [];

  function take<Kind extends Fault>(matches: (fault: Fault) => fault is Kind): Kind | null {
    const index = armed.findIndex((fault) => matches(fault));
    const fault = armed[index];
    if (fault === undefined) {
      return null;
    }
    fault.times -= 1;
    if (fault.times <= 0) {
      armed.splice(index, 1);
    }
    const taken: Fault = { ...fault };
    return matches(taken) ? taken : null;
  }

  return {
    set: (fault) => {
      armed.push({ ...fault, times: fault.times ?? (fault.kind === "webhook-reordered" ? 2 : 1) });
    },
    clear: () => {
      armed.length = 0;
    },
    list: () => structuredClone(armed),
    takeApi: (method, path) => take((fault): fault is ApiFault => isApiFault(fault) && matchesCall(fault, method, path)),
    takeWebhook: (eventType) =>
      take((fault): fault is WebhookFault => isWebhookFault(fault) && (fault.eventType === undefined || fault.eventType === eventType)),
    takeRefund: () => take((fault): fault is RefundFault => fault.kind === "refund-fails"),
  };
}

function isWebhookFault(fault: Fault): fault is WebhookFault {
  return fault.kind.startsWith("webhook-");
}

function isApiFault(fault: Fault): fault is ApiFault {
  return !isWebhookFault(fault) && fault.kind !== "refund-fails";
}

function matchesCall(fault: ApiFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) {
    return false;
  }
  const wanted = fault.path?.split("/");
  const actual = path.split("/");
  return wanted === undefined || (wanted.length === actual.length && wanted.every((part, index) => part === "*" || part === actual[index]));
}
