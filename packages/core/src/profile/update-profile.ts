import type { Prisma } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { instantOf } from "../time.ts";
import { getProfile } from "./get-profile.ts";
import type { Profile, UpdateProfileInput } from "./profile.ts";
import { places } from "./read-profile.ts";

/** Changes the caller's own profile: what is left out stays, null forgets. What tells most of a person is encrypted before it is stored. */
export async function updateProfile(ctx: Context<User>, input: UpdateProfileInput): Promise<Profile> {
  const { userId } = ctx.actor;
  const { givenName, surname, documents } = input;
  await transaction(ctx, async (tx) => {
    const names = { ...(givenName !== undefined && { givenName }), ...(surname !== undefined && { surname }) };
    // Locks the row, so that two changes at once do not mix their documents.
    await tx.prisma.user.update({ where: { id: userId }, data: { ...names, id: userId } });
    const change = columnsOf(ctx, input);
    await tx.prisma.profile.upsert({ where: { userId }, create: { preferences: {}, ...change, userId }, update: change });
    if (documents) await replaceDocuments(ctx, tx, documents);
  });
  return getProfile(ctx);
}

function columnsOf(ctx: Context<User>, input: UpdateProfileInput) {
  const { userId } = ctx.actor;
  const { phone, nationality, birthDate, address, emergencyContact, preferences } = input;
  const seal = (value: unknown, place: string) =>
    value === null ? null : ctx.vault.seal(typeof value === "string" ? value : JSON.stringify(value), place);
  return {
    ...(phone !== undefined && { phone }),
    ...(nationality !== undefined && { nationality }),
    ...(birthDate !== undefined && { birthDateSealed: seal(birthDate, places.birthDate(userId)) }),
    ...(address !== undefined && { addressSealed: seal(address, places.address(userId)) }),
    ...(emergencyContact !== undefined && { emergencyContactSealed: seal(emergencyContact, places.emergencyContact(userId)) }),
    ...(preferences !== undefined && { preferences }),
  } satisfies Prisma.ProfileUncheckedUpdateInput;
}

async function replaceDocuments(
  ctx: Context<User>,
  tx: TransactionContext,
  documents: NonNullable<UpdateProfileInput["documents"]>,
): Promise<void> {
  const { userId } = ctx.actor;
  const kept = documents.flatMap((document) => ("id" in document ? [document.id] : []));
  const known = await tx.prisma.travelDocument.findMany({ where: { userId, id: { in: kept } }, select: { id: true } });
  for (const [index, document] of documents.entries()) {
    if ("id" in document && !known.some(({ id }) => id === document.id))
      throw invalidInput(`documents[${index}].id`, "You have no such document");
  }
  await tx.prisma.travelDocument.deleteMany({ where: { userId, id: { notIn: kept } } });
  for (const document of documents) {
    if ("id" in document) continue;
    const { number, expiresOn, ...rest } = document;
    const id = tx.newId("doc");
    const numberSealed = ctx.vault.seal(number, places.documentNumber(id));
    await tx.prisma.travelDocument.create({ data: { ...rest, id, userId, numberSealed, expiresOn: instantOf(expiresOn) } });
  }
}
