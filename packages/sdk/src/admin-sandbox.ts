import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

type SandboxInputs = Inputs["admin"]["sandbox"];
type SandboxOutputs = Outputs["admin"]["sandbox"];

/** Which embedded parts stand in for real ones; null for each that does not. */
export type SandboxTools = SandboxOutputs["get"];

/** A mail that was caught, as one line of a list. */
export type CaughtMail = SandboxOutputs["mails"]["mails"][number];

/** The mails that were caught, as they are now. */
export type CaughtMailsEvent = SandboxOutputs["watchMails"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** What `admin.sandbox.mail` takes: the number of a mail. */
export type ReadCaughtMailInput = SandboxInputs["mail"];

/** A mail as its reader sees it: show `html` in a sandboxed frame. */
export type RenderedMail = SandboxOutputs["mail"];

/** What the Stripe sandbox has done, and is yet to do wrong. */
export type StripeSandboxState = SandboxOutputs["stripe"];

/** The same as it is now. */
export type StripeSandboxEvent = SandboxOutputs["watchStripe"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** What `admin.sandbox.armFault` takes: what goes wrong, how often, and why. */
export type ArmStripeFaultInput = SandboxInputs["armFault"];

/** What `admin.sandbox.clearFaults` takes: why. */
export type ClearStripeFaultsInput = SandboxInputs["clearFaults"];

/** What `admin.sandbox.foreseeClock` takes: by how many seconds. */
export type ForeseeClockInput = SandboxInputs["foreseeClock"];

/** What would follow if the clock went ahead. */
export type ClockConsequences = SandboxOutputs["foreseeClock"];

/** What `admin.sandbox.moveClock` takes: by how many seconds, and why. */
export type MoveClockInput = SandboxInputs["moveClock"];

/** The clock that deadlines go by. */
export type SandboxClock = SandboxOutputs["moveClock"];

/** The embedded parts of a development server. */
export interface SandboxCalls {
  /** Where embedded parts stand in for real ones. */
  readonly sandbox: {
    /**
     * Which embedded parts run here; in production none. Errors: FORBIDDEN.
     *
     * @example
     * const { mailbox, stripe, clock } = await skyhold.admin.sandbox.get();
     */
    readonly get: (options?: CallOptions) => Promise<SandboxTools>;
    /**
     * The mails that were caught, newest first. Errors: NOT_FOUND, FORBIDDEN.
     *
     * @example
     * const { mails } = await skyhold.admin.sandbox.mails();
     */
    readonly mails: (options?: CallOptions) => Promise<{ mails: CaughtMail[] }>;
    /**
     * The same, and from then on whenever one has come. Errors: NOT_FOUND, OVERLOADED, FORBIDDEN.
     *
     * @example
     * for await (const { mails } of skyhold.admin.sandbox.watchMails({ signal })) show(mails);
     */
    readonly watchMails: (options?: WatchOptions) => AsyncIterable<CaughtMailsEvent>;
    /**
     * One of them as its reader sees it. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { subject, html } = await skyhold.admin.sandbox.mail({ mailId: "12" });
     */
    readonly mail: (input: ReadCaughtMailInput, options?: CallOptions) => Promise<RenderedMail>;
    /**
     * What the Stripe sandbox has done. Errors: NOT_FOUND, FORBIDDEN.
     *
     * @example
     * const { events, faults } = await skyhold.admin.sandbox.stripe();
     */
    readonly stripe: (options?: CallOptions) => Promise<StripeSandboxState>;
    /**
     * The same, and from then on whenever it has done more. Errors: NOT_FOUND, OVERLOADED, FORBIDDEN.
     *
     * @example
     * for await (const { events } of skyhold.admin.sandbox.watchStripe({ signal })) show(events);
     */
    readonly watchStripe: (options?: WatchOptions) => AsyncIterable<StripeSandboxEvent>;
    /**
     * Has the Stripe sandbox go wrong the next times. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.sandbox.armFault({ fault: "webhook-lost", times: 1, reason: "To see what reconciles it" });
     */
    readonly armFault: (input: ArmStripeFaultInput, options?: CallOptions) => Promise<SandboxOutputs["armFault"]>;
    /**
     * Takes back the faults that have not struck. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.sandbox.clearFaults({ reason: "Seen" });
     */
    readonly clearFaults: (input: ClearStripeFaultsInput, options?: CallOptions) => Promise<void>;
    /**
     * What would follow if the clock went ahead. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { holds, departures } = await skyhold.admin.sandbox.foreseeClock({ seconds: 3600 });
     */
    readonly foreseeClock: (input: ForeseeClockInput, options?: CallOptions) => Promise<ClockConsequences>;
    /**
     * Sets the clock ahead for everybody; there is no way back. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.sandbox.moveClock({ seconds: 3600, reason: "To see a hold run out" });
     */
    readonly moveClock: (input: MoveClockInput, options?: CallOptions) => Promise<SandboxClock>;
  };
}

/** The calls about embedded parts. */
export function sandboxCalls(caller: Caller, { sandbox }: SkyholdTrpc["admin"], subscribe: Subscribe): SandboxCalls {
  return {
    sandbox: {
      get: (options) => caller.query("admin.sandbox.get", options, (request) => sandbox.get.query(undefined, request)),
      mails: (options) => caller.query("admin.sandbox.mails", options, (request) => sandbox.mails.query(undefined, request)),
      watchMails: (options) => subscribe<CaughtMailsEvent>("admin.sandbox.watchMails", {}, options),
      mail: (input, options) => caller.query("admin.sandbox.mail", options, (request) => sandbox.mail.query(input, request)),
      stripe: (options) => caller.query("admin.sandbox.stripe", options, (request) => sandbox.stripe.query(undefined, request)),
      watchStripe: (options) => subscribe<StripeSandboxEvent>("admin.sandbox.watchStripe", {}, options),
      armFault: (input, options) => caller.mutate("admin.sandbox.armFault", options, (request) => sandbox.armFault.mutate(input, request)),
      clearFaults: async (input, options) =>
        void (await caller.mutate("admin.sandbox.clearFaults", options, (request) => sandbox.clearFaults.mutate(input, request))),
      foreseeClock: (input, options) =>
        caller.query("admin.sandbox.foreseeClock", options, (request) => sandbox.foreseeClock.query(input, request)),
      moveClock: (input, options) =>
        caller.mutate("admin.sandbox.moveClock", options, (request) => sandbox.moveClock.mutate(input, request)),
    },
  };
}
