export { mockServer } from "./testing/mock-server.ts";
export type { Answers, MockCall, MockServer } from "./testing/mock-server.ts";
export { refusal } from "./testing/refusal.ts";
export type { Refusal } from "./testing/refusal.ts";
