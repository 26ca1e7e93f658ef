import type { Planned, StripeTrouble, Target } from "./plan.ts";
import type { Product } from "./product.ts";

/** Kills the first of these that may be killed; null where none runs that the product can do without for a moment. */
export function kill({ postgres, processes }: Product, order: readonly Target[]): Target | null {
  const apis = (["api-0", "api-1"] as const).filter((name) => processes[name].isReady());
  const target = order.find((name) => {
    if (name === "postgres") return postgres.isReady();
    return processes[name].isReady() && (apis.length > 1 || !name.startsWith("api"));
  });
  if (target === "postgres") postgres.kill();
  else if (target !== undefined) processes[target].kill();
  return target ?? null;
}

/** Does what is planned beside the kills. */
export function strike(product: Product, planned: Exclude<Planned, { readonly kind: "kill" }>): void {
  const { postgres, proxies, mail, stripe } = product;
  switch (planned.kind) {
    case "restart-postgres":
      postgres.restart();
      return;
    case "terminate-backends":
      // It may just be away.
      void product.db.pool
        .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'skyhold' AND pid <> pg_backend_pid()")
        .catch(() => undefined);
      return;
    case "cut":
      proxies[planned.line].cut();
      return;
    case "refuse":
      void proxies[planned.line].refuseFor(planned.ms);
      return;
    case "stall":
      void proxies[planned.line].stallFor(planned.ms);
      return;
    case "stripe":
      failStripe(stripe, planned.fault);
      return;
    case "smtp":
      mail.fail(planned.trouble, planned.mails);
  }
}

function failStripe(stripe: Product["stripe"], kind: StripeTrouble): void {
  const times = 3;
  if (kind === "slow") stripe.setFault({ kind, delayMs: 1500, times });
  else if (kind === "webhook-delayed") stripe.setFault({ kind, delayMs: 3000, times });
  else if (kind === "webhook-duplicated") stripe.setFault({ kind, copies: 3, times });
  else stripe.setFault({ kind, times });
}

/** What goes wrong, in words. */
export function describe(planned: Exclude<Planned, { readonly kind: "kill" }>): string {
  const { atMs, kind, ...rest } = planned;
  return `${(atMs / 1000).toFixed(1)} s ${kind} ${Object.values(rest).join(" ")}`.trim();
}
