import type { Stripe } from "stripe";
import { invalidParameter, noSuch } from "../errors.ts";
import { optionalHash, optionalInteger, optionalString, optionalStrings, type Params, refuseUnknown } from "../params.ts";

interface Listed {
  id: string;
  created: number;
}

interface Listing<Item extends Listed> {
  objects: Map<string, Item>;
  url: string;
  /** The fields of an object that the list can be narrowed by. */
  filters: readonly (keyof Item & string)[];
}

/** Pages through objects, newest first, as Stripe's lists do. */
export function listObjects<Item extends Listed>(listing: Listing<Item>, params: Params): Stripe.ApiList<Item> {
  refuseUnknown(params, ["limit", "starting_after", "ending_before", "created", "types", ...listing.filters]);
  const limit = optionalInteger(params, "limit") ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidParameter("limit", "Invalid limit: must be between 1 and 100.", "parameter_invalid_integer");
  }
  const all = [...listing.objects.values()].toReversed().filter((item) => isWanted(item, listing, params));
  const after = positionOf(all, listing, optionalString(params, "starting_after"));
  const before = positionOf(all, listing, optionalString(params, "ending_before"));
  const start = before === null ? (after ?? -1) + 1 : Math.max(0, before - limit);
  const end = before ?? start + limit;
  return {
    object: "list",
    data: all.slice(start, end),
    has_more: before === null ? end < all.length : start > 0,
    url: listing.url,
  };
}

function isWanted<Item extends Listed>(item: Item, listing: Listing<Item>, params: Params): boolean {
  const types = optionalStrings(params, "types");
  const byField = listing.filters.every((name) => {
    const wanted = optionalString(params, name);
    return wanted === undefined || item[name] === wanted;
  });
  return byField && isCreatedWithin(item.created, params) && (types === undefined || ("type" in item && types.includes(String(item.type))));
}

function isCreatedWithin(created: number, params: Params): boolean {
  if (typeof params["created"] === "string") {
    return created === optionalInteger(params, "created");
  }
  const range = optionalHash(params, "created") ?? {};
  const bound = (name: string, otherwise: number): number => optionalInteger(range, name) ?? otherwise;
  return (
    created > bound("gt", -Infinity) &&
    created >= bound("gte", -Infinity) &&
    created < bound("lt", Infinity) &&
    created <= bound("lte", Infinity)
  );
}

function positionOf<Item extends Listed>(all: Item[], listing: Listing<Item>, id: string | undefined): number | null {
  if (id === undefined) {
    return null;
  }
  const position = all.findIndex((item) => item.id === id);
  if (position === -1) {
    throw noSuch(listing.url.replace("/v1/", "").replace(/s$/, ""), id, "starting_after");
  }
  return position;
}
