import { auditInvariants } from "@skyhold/db";
import type { SandboxState } from "@skyhold/stripe-sandbox";

import type { Ledger } from "../ledger.ts";
import type { Product } from "../product.ts";
import { countLostBookings } from "./bookings.ts";
import { compareMails } from "./mails.ts";
import { compareMoney } from "./money.ts";
import { countDoubleSold, countLostHolds } from "./seats.ts";

/** How often each promise was broken; all zero, or the product is at fault. */
export interface Violations {
  readonly lostHolds: number;
  readonly lostBookings: number;
  readonly doubleSold: number;
  readonly paidWithoutSeat: number;
  readonly seatWithoutPayment: number;
  readonly mailsLost: number;
  readonly mailsDoubled: number;
  /** Invariants of the database that do not hold. */
  readonly invariants: number;
}

/** What the comparison of all accounts brought to light. */
export interface Audit {
  readonly violations: Violations;
  readonly redeliveredMails: number;
  /** The invariants that do not hold, with some of the rows that break them. */
  readonly broken: readonly string[];
}

/** Where the truth is told, beside the ledger. */
export interface Accounts extends Pick<Product, "db"> {
  readonly stripe: { readonly state: Pick<SandboxState, "paymentIntents" | "refunds"> };
  readonly mail: Pick<Product["mail"], "taken">;
}

/** Compares what the travellers were told, what the database holds, what the sandbox charged and what the mail server took. */
export async function audit({ db, stripe, mail }: Accounts, ledger: Ledger): Promise<Audit> {
  const { results } = await auditInvariants(db, { production: false });
  const broken = results.filter(({ holds }) => !holds);
  const { redelivered, ...mails } = await compareMails(db, ledger, mail);
  return {
    violations: {
      lostHolds: await countLostHolds(db, ledger),
      lostBookings: await countLostBookings(db, ledger),
      doubleSold: await countDoubleSold(db, ledger),
      ...(await compareMoney(db, stripe)),
      ...mails,
      invariants: broken.length,
    },
    redeliveredMails: redelivered,
    broken: broken.map(({ name, violations, rows }) => `${name}: ${violations}, such as ${JSON.stringify(rows.slice(0, 3))}`),
  };
}
