import type { Prisma } from "@skyhold/db";

/**
 * The condition under which an account's address is its own: its owner has proven that they read it, or has a password. At most one account of an
 * address is such; one that another issuer's token made only says that the address is theirs (ADR 66).
 */
export const ownsAddress = { OR: [{ emailVerifiedAt: { not: null } }, { passwordHash: { not: null } }] } satisfies Prisma.UserWhereInput;
