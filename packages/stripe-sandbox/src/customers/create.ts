import type { Stripe } from "stripe";
import { newId } from "../ids.ts";
import { mergeMetadata, optionalString, type Params, refuseUnknown } from "../params.ts";
import { unixNow, type World } from "../world.ts";

/** Creates a customer: name, address and metadata, nothing else. */
export function createCustomer(world: World, params: Params): Stripe.Customer {
  refuseUnknown(params, ["description", "email", "metadata", "name", "phone"]);
  const customer: Stripe.Customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: unixNow(world),
    currency: null,
    default_source: null,
    delinquent: false,
    description: optionalString(params, "description") ?? null,
    discount: null,
    email: optionalString(params, "email") ?? null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergeMetadata(params, {}),
    name: optionalString(params, "name") ?? null,
    phone: optionalString(params, "phone") ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  world.store.customers.set(customer.id, customer);
  return customer;
}
