import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { joinOffers } from "../search/follow-offer.ts";
import { openOffer } from "../search/offer.ts";
import type { OfferTerms } from "../search/offer.ts";

/** An offer as it came, and the name of its field. */
interface GivenOffer {
  readonly path: string;
  readonly terms: OfferTerms;
}

/** What a hold was asked with: one offer, or one of each leg. */
export interface GivenOffers {
  readonly each: readonly [GivenOffer, ...GivenOffer[]];
  /** All of them as one trip. */
  readonly trip: OfferTerms;
}

/** Opens the offers of a hold and makes one trip of them. Refuses one that is not ours, or that does not go with the others, naming its field. */
export async function openOffers(ctx: Context, offer: string | readonly string[]): Promise<GivenOffers> {
  const open = (token: string, path: string): GivenOffer => ({ path, terms: openOffer(ctx, token, path) });
  if (typeof offer === "string") {
    const only = open(offer, "offer");
    return { each: [only], trip: only.terms };
  }
  const [first = "", ...others] = offer;
  const each: GivenOffers["each"] = [open(first, "offer[0]"), ...others.map((token, index) => open(token, `offer[${index + 1}]`))];
  return { each, trip: await joinOffers(ctx, [each[0].terms, ...each.slice(1).map(({ terms }) => terms)]) };
}

/** The refusal for offers whose time is over, naming the field of the one that ran out first. */
export function offerOutOfTime({ each }: GivenOffers): DomainError<"OFFER_EXPIRED"> {
  const { path } = each.reduce((first, offer) => (offer.terms.expiresAt < first.terms.expiresAt ? offer : first));
  const sentence = `${path}: The price of this offer was locked for a limited time, which is over. Search again.`;
  return new DomainError("OFFER_EXPIRED", sentence, { path, why: "time" });
}

/** The refusal for offers of which one has a flight that is another by now, naming its field. */
export function offerOfOtherFlight({ each }: GivenOffers, flightId: string): DomainError<"OFFER_EXPIRED"> {
  const path = each.find(({ terms }) => terms.segments.some((segment) => segment.flightId === flightId))?.path ?? each[0].path;
  const sentence = `${path}: A flight of this offer has other times or another aircraft since. Search again.`;
  return new DomainError("OFFER_EXPIRED", sentence, { path, why: "flight" });
}
