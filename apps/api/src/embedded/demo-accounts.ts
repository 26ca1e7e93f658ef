import { openDatabase } from "@skyhold/db";
import { v7 as uuidv7 } from "uuid";

import { createPasswords } from "../adapters/argon2-passwords.ts";

/** Accounts that exist only in the embedded database, never in one that was given. */
export const demoAccounts = [
  { email: "traveller@skyhold.example", password: "a-window-seat", givenName: "Tara", surname: "Traveller", role: "traveller" },
  { email: "admin@skyhold.example", password: "a-jump-seat", givenName: "Ada", surname: "Admin", role: "admin" },
] as const;

/** Makes the demo accounts where they are missing. */
export async function createDemoAccounts(connectionString: string): Promise<void> {
  const db = openDatabase({ connectionString, poolSize: 1 });
  try {
    const known = await db.prisma.user.findMany({
      where: { email: { in: demoAccounts.map(({ email }) => email) } },
      select: { email: true },
    });
    const missing = demoAccounts.filter(({ email }) => !known.some((user) => user.email === email));
    const passwords = createPasswords();
    for (const { password, ...person } of missing) {
      await db.prisma.user.create({
        data: { ...person, id: `usr_${uuidv7()}`, passwordHash: await passwords.hash(password), emailVerifiedAt: new Date() },
      });
    }
  } finally {
    await db.close();
  }
}
