interface Amount {
  readonly amount: number;
  readonly currency: string;
}

/** The plain shape of a `CancellationQuote`: the error that brings a new quote is read by clients that do not know our schemas. */
export interface CancellationQuoteShape {
  readonly quote: string;
  readonly bookingId: string;
  readonly expiresAt: Date;
  readonly items: readonly { readonly passenger: number; readonly segment: number }[];
  readonly lines: readonly {
    readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary";
    readonly code: string;
    readonly label: string;
    readonly segment: number | null;
    readonly passenger: number | null;
    readonly paid: Amount;
    readonly refunded: Amount;
    readonly kept: Amount;
    readonly why: string;
  }[];
  readonly paid: Amount;
  readonly refund: Amount;
  readonly kept: Amount;
  readonly trace: readonly string[];
}

/** The plain shape of a `ChangeQuote`, for the same reason. */
export interface ChangeQuoteShape extends CancellationQuoteShape {
  readonly value: Amount;
  readonly fee: Amount;
  readonly price: Amount;
  readonly due: Amount;
  readonly seats: readonly (readonly string[])[];
  readonly newLines: readonly {
    readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary";
    readonly code: string;
    readonly label: string;
    readonly segment: number;
    readonly passenger: number;
    readonly amount: Amount;
  }[];
}
