export type { ApiFault, Fault, RefundFault, WebhookFault } from "./faults/fault.ts";
export { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from "./start.ts";
export type { SandboxState } from "./state.ts";
export type { DeliveryAttempt, WebhookEndpoint } from "./webhooks/deliver.ts";
