import type { Planned, StripeTrouble } from "./plan.ts";
import type { Product } from "./product.ts";

/** Does what is planned. */
export function strike(product: Product, planned: Planned): void {
  const { postgres, processes, proxies, mail, stripe } = product;
  switch (planned.kind) {
    case "kill":
      if (planned.target === "postgres") postgres.kill();
      else processes[planned.target].kill();
      return;
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

/** A plan in words. */
export function describe(planned: Planned): string {
  const { atMs, kind, ...rest } = planned;
  return `${(atMs / 1000).toFixed(1)} s ${kind} ${Object.values(rest).join(" ")}`.trim();
}
