import { expect, test } from "vitest";

import { makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { listNextDepartures } from "./list-next-departures.ts";

test("the next to leave are those that have not left: late ones until they do, cancelled ones until their time, none that is in the air", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const stand = async (departsInHours: number, status: "scheduled" | "delayed" | "boarding" | "in_air" | "landed" | "cancelled") => {
    const id = await makeFlight(core.app.db, { departsInHours });
    await core.app.db.prisma.flight.update({ where: { id }, data: { status } });
    return id;
  };
  const [late, boarding, next, called, later] = [
    await stand(-3, "delayed"),
    await stand(0, "boarding"),
    await stand(1, "scheduled"),
    await stand(2, "cancelled"),
    await stand(3, "scheduled"),
  ];
  for (const [hours, status] of [
    [-30, "delayed"],
    [-4, "landed"],
    [-1, "in_air"],
    [-2, "cancelled"],
  ] as const)
    await stand(hours, status);

  const ids = async (limit: number) => (await listNextDepartures(staff, limit)).map(({ id }) => id);
  expect(await ids(13)).toEqual([late, boarding, next, called, later]);
  expect(await ids(2)).toEqual([late, boarding]);
});
