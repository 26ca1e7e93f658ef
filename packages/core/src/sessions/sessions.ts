import { findSession, openSession } from "@skyhold/db";
import type { Database, NewSession, Transaction } from "@skyhold/db";
import { Lucia } from "lucia";
import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";

import type { Context, User } from "../context.ts";
import { SessionId, UserId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { hashToken } from "./token.ts";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseUserAttributes: {
      readonly email: string;
      readonly role: User["role"];
      readonly kind: User["kind"];
      readonly secondFactor: boolean;
    };
    DatabaseSessionAttributes: { readonly device: string | null };
  }
}

/** A session as its user sees it. */
export interface SessionOfUser {
  readonly id: SessionId;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
}

/** Sessions of signed-in users. The token is known to its bearer alone; the database holds its SHA-256. */
export interface Sessions {
  /** Opens a session on a device, which is what its user agent says of itself, and answers its token. */
  open(userId: string, device?: string | null): Promise<{ token: string; expiresAt: Date }>;
  /** What a session with this token is stored as, for whoever stores it together with something else. */
  draft(token: string, device: string | null): Omit<NewSession, "userId">;
  /** Whose token this is; null when it is unknown, expired, ended, or its user is disabled. */
  findUser(token: string): Promise<User | null>;
  /** The user's sessions that are still good, the last used first. */
  list(user: User): Promise<SessionOfUser[]>;
  /** Ends this one session. */
  end(token: string): Promise<void>;
  /** Ends one session of this user by its id; false when they have no such one. */
  revoke(userId: string, sessionId: SessionId): Promise<boolean>;
  /** Ends every session of the user, but for the one with this token, in the transaction of what made them go. */
  endAll(tx: Transaction, userId: string, but?: string): Promise<void>;
}

/** How long sessions last, in seconds, and where their ids come from. */
export interface SessionOptions {
  /** Since its last use. */
  readonly idleSeconds: number;
  /** Since it was opened, however much it is used. */
  readonly longestSeconds: number;
  readonly newId: Context["newId"];
}

/** Sessions on Lucia, of which only this file knows. How long they last is decided by the database's clock. */
export function createSessions(db: Database, options: SessionOptions): Sessions {
  const lucia = createLucia(db, options);
  const { session } = db.prisma;
  return {
    open: async (userId, device = null) => {
      const { id: token } = await lucia.createSession(userId, { device });
      const { expiresAt } = await session.findUniqueOrThrow({ where: { tokenHash: hashToken(token) }, select: { expiresAt: true } });
      return { token, expiresAt };
    },
    draft: (token, device) => draft(options, token, device),
    findUser: async (token) => {
      const { user } = await lucia.validateSession(token);
      return (
        user && {
          userId: UserId.parse(user.id),
          email: user.email,
          role: user.role,
          kind: user.kind,
          secondFactor: user.secondFactor,
          token,
        }
      );
    },
    list: (user) => listSessions(db, user),
    end: (token) => lucia.invalidateSession(token),
    revoke: async (userId, sessionId) => {
      const { count } = await session.deleteMany({ where: { id: sessionId, userId } });
      await wakeWatchers(db, userId);
      return count === 1;
    },
    endAll: async (tx, userId, but) => {
      await tx.prisma.session.deleteMany({ where: { userId, ...(but !== undefined && { NOT: { tokenHash: hashToken(but) } }) } });
      await wakeWatchers(tx, userId);
    },
  };
}

/** Whoever watches anything as this user looks whether their session is still good. */
async function wakeWatchers({ prisma }: Transaction, userId: string): Promise<void> {
  await prisma.$executeRaw`SELECT pg_notify('notification_change', ${userId})`;
}

function draft({ idleSeconds, longestSeconds, newId }: SessionOptions, token: string, device: string | null): Omit<NewSession, "userId"> {
  return { id: newId("ses"), tokenHash: hashToken(token), userAgent: device?.slice(0, 200) ?? null, idleSeconds, longestSeconds };
}

async function listSessions({ prisma }: Database, { userId, token }: User): Promise<SessionOfUser[]> {
  const stored = await prisma.$queryRaw<(Omit<SessionOfUser, "id" | "current"> & { id: string; tokenHash: string })[]>`
    SELECT id, token_hash AS "tokenHash", user_agent AS device, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
      FROM session WHERE user_id = ${userId} AND expires_at > skyhold_now() AND ends_at > skyhold_now() ORDER BY last_used_at DESC, id LIMIT 100`;
  const current = hashToken(token);
  return stored.map(({ tokenHash, id, ...session }) => ({ ...session, id: SessionId.parse(id), current: tokenHash === current }));
}

function createLucia(db: Database, options: SessionOptions) {
  return new Lucia(adapter(db, options), {
    getUserAttributes: ({ email, role, kind, secondFactor }) => ({ email, role, kind, secondFactor }),
    getSessionAttributes: ({ device }) => ({ device }),
  });
}

/** By Lucia's own reckoning no session ever runs out: the database has judged that already, by a clock that all servers share. */
const never = instantOf("9999-12-31T00:00:00Z");

/** Lucia's storage. What Lucia calls a session's id is its token; nothing but the hash of it leaves this function. */
function adapter(db: Database, options: SessionOptions): Adapter {
  const { prisma } = db;
  return {
    getSessionAndUser: async (token): Promise<[DatabaseSession | null, DatabaseUser | null]> => {
      const session = await findSession(db, hashToken(token), options.idleSeconds);
      if (!session) return [null, null];
      const { userId, email, role, kind, secondFactor } = session;
      return [
        { id: token, userId, expiresAt: never, attributes: { device: null } },
        { id: userId, attributes: { email, role, kind, secondFactor } },
      ];
    },
    setSession: async ({ id, userId, attributes: { device } }) => {
      await openSession(db, { ...draft(options, id, device), userId });
    },
    deleteSession: async (token) => {
      const [ended] = await prisma.$queryRaw<
        { userId: string }[]
      >`DELETE FROM session WHERE token_hash = ${hashToken(token)} RETURNING user_id AS "userId"`;
      if (ended) await wakeWatchers(db, ended.userId);
    },
    // Lists, ends and deadlines are the SQL's above: Lucia is asked for none of these.
    getUserSessions: () => Promise.resolve([]),
    updateSessionExpiration: () => Promise.resolve(),
    deleteUserSessions: () => Promise.resolve(),
    deleteExpiredSessions: () => Promise.resolve(),
  };
}
