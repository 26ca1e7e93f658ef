import type { Prisma, Transaction } from "@skyhold/db";
import type { z } from "zod";

import type { Context, User } from "../context.ts";
import { TravelDocumentId } from "../ids.ts";
import { Address, EmergencyContact, Preferences, toPassenger, TravelDocument } from "./profile.ts";
import type { Profile, SeatWish } from "./profile.ts";

const parts = { profile: true, documents: { orderBy: { id: "asc" } } } satisfies Prisma.UserInclude;

type StoredUser = Prisma.UserGetPayload<{ include: typeof parts }>;

/** Where a sealed value belongs: it opens nowhere else. */
export const places = {
  address: (userId: string) => `profile.address:${userId}`,
  birthDate: (userId: string) => `profile.birth_date:${userId}`,
  emergencyContact: (userId: string) => `profile.emergency_contact:${userId}`,
  documentNumber: (documentId: string) => `travel_document.number:${documentId}`,
} as const;

/** A user's profile with the numbers of its documents in full; who shows them to anyone masks them. */
export async function readProfile(ctx: Context, db: Transaction, userId: string): Promise<Profile> {
  const user = await db.prisma.user.findUniqueOrThrow({ where: { id: userId }, include: parts });
  const { email, givenName, surname, profile } = user;
  const open = (sealed: string | null | undefined, place: string) => (typeof sealed === "string" ? ctx.vault.open(sealed, place) : null);
  const address = open(profile?.addressSealed, places.address(userId));
  const emergencyContact = open(profile?.emergencyContactSealed, places.emergencyContact(userId));
  const birthDate = open(profile?.birthDateSealed, places.birthDate(userId));
  const known: Omit<Profile, "passenger"> = {
    email,
    givenName,
    surname,
    phone: profile?.phone ?? null,
    birthDate,
    nationality: profile?.nationality ?? null,
    address: address === null ? null : Address.parse(JSON.parse(address)),
    emergencyContact: emergencyContact === null ? null : EmergencyContact.parse(JSON.parse(emergencyContact)),
    documents: user.documents.map((document) => toDocument(ctx, document)),
    preferences: Preferences.parse(profile?.preferences ?? {}),
  };
  return { ...known, passenger: toPassenger(known) };
}

function toDocument(ctx: Context, stored: StoredUser["documents"][number]): z.infer<typeof TravelDocument> {
  const { id, type, issuingCountry, nationality, expiresOn, numberSealed } = stored;
  return {
    id: TravelDocumentId.parse(id),
    type: TravelDocument.shape.type.parse(type),
    number: ctx.vault.open(numberSealed, places.documentNumber(id)),
    issuingCountry,
    nationality,
    expiresOn: expiresOn.toISOString().slice(0, 10),
  };
}

/** Where the caller likes to sit; null for guests, and for whoever has not said. */
export async function readSeatWish({ db, actor }: Context<User>): Promise<SeatWish> {
  if (actor.kind === "guest") return null;
  const profile = await db.prisma.profile.findUnique({ where: { userId: actor.userId }, select: { preferences: true } });
  return Preferences.parse(profile?.preferences ?? {}).seat;
}
