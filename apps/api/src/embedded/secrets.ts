import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

const Secrets = z.object({ offerSigningKeys: z.string(), personalDataKeys: z.string(), webhookSecret: z.string() });

/** The secrets of this installation, made at its first start: offers survive a restart, and no two machines share a key. */
export function readOrMakeSecrets(folder: string): z.infer<typeof Secrets> {
  const file = path.join(folder, "secrets.json");
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    const random = () => randomBytes(32).toString("hex");
    const secrets = { offerSigningKeys: `local:${random()}`, personalDataKeys: `local:${random()}`, webhookSecret: `whsec_${random()}` };
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    return secrets;
  }
}
