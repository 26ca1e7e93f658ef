import type { BookedFlight, Cabin } from "../flights/flight.ts";
import type { ZonedTime } from "../time.ts";

/** All that stands on a boarding pass. */
export interface BoardingPassView {
  readonly recordLocator: string;
  readonly surname: string;
  readonly givenName: string;
  readonly flight: BookedFlight;
  readonly cabin: Cabin;
  /** Null for an infant on a lap. */
  readonly seat: string | null;
  readonly sequence: number;
  readonly boardingAt: ZonedTime;
  readonly gateClosesAt: ZonedTime;
  /** The text of its barcodes. */
  readonly barcode: string;
}
