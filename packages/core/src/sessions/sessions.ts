import { sha256 } from "@oslojs/crypto/sha2";
import { encodeHexLowerCase } from "@oslojs/encoding";
import { findSession } from "@skyhold/db";
import type { Database } from "@skyhold/db";
import { Lucia, TimeSpan } from "lucia";
import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";

import type { User } from "../context.ts";
import { UserId } from "../ids.ts";
import { instantOf } from "../time.ts";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseUserAttributes: { readonly email: string; readonly role: User["role"] };
  }
}

/** Sessions of signed-in users. The token is known to its bearer alone; the database holds its SHA-256. */
export interface Sessions {
  /** Opens a session and answers its token. */
  open(userId: string): Promise<{ token: string; expiresAt: Date }>;
  /** Whose token this is; null when it is unknown, expired, ended, or its user is disabled. */
  findUser(token: string): Promise<User | null>;
  /** Ends this one session. */
  end(token: string): Promise<void>;
}

/** Sessions on Lucia, of which only this file knows. They last 30 days and renew themselves while they are used. */
export function createSessions(db: Database): Sessions {
  const lucia = createLucia(db);
  return {
    open: async (userId) => {
      const session = await lucia.createSession(userId, {});
      return { token: session.id, expiresAt: session.expiresAt };
    },
    findUser: async (token) => {
      const { user } = await lucia.validateSession(token);
      return user && { userId: UserId.parse(user.id), email: user.email, role: user.role, token };
    },
    end: (token) => lucia.invalidateSession(token),
  };
}

function createLucia(db: Database) {
  return new Lucia(adapter(db), { sessionExpiresIn: new TimeSpan(30, "d"), getUserAttributes: ({ email, role }) => ({ email, role }) });
}

function hash(token: string): string {
  return encodeHexLowerCase(sha256(new TextEncoder().encode(token)));
}

/** Lucia's storage. What Lucia calls a session's id is its token; nothing but the hash of it leaves this function. */
function adapter(db: Database): Adapter {
  const { prisma } = db;
  return {
    getSessionAndUser: async (token): Promise<[DatabaseSession | null, DatabaseUser | null]> => {
      const session = await findSession(db, hash(token));
      if (!session) return [null, null];
      const { userId, email, role } = session;
      return [
        { id: token, userId, expiresAt: instantOf(session.expiresAt), attributes: {} },
        { id: userId, attributes: { email, role } },
      ];
    },
    getUserSessions: async (userId) => {
      const sessions = await prisma.session.findMany({ where: { userId } });
      return sessions.map(({ tokenHash, expiresAt }) => ({ id: tokenHash, userId, expiresAt, attributes: {} }));
    },
    setSession: async ({ id, userId, expiresAt }) => {
      await prisma.session.create({ data: { tokenHash: hash(id), userId, expiresAt } });
    },
    updateSessionExpiration: async (token, expiresAt) => {
      await prisma.session.updateMany({ where: { tokenHash: hash(token) }, data: { expiresAt } });
    },
    deleteSession: async (token) => {
      await prisma.session.deleteMany({ where: { tokenHash: hash(token) } });
    },
    deleteUserSessions: async (userId) => {
      await prisma.session.deleteMany({ where: { userId } });
    },
    deleteExpiredSessions: async () => {
      await prisma.$executeRaw`DELETE FROM session WHERE expires_at <= now()`;
    },
  };
}
