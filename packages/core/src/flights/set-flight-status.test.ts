import { expect, test } from "vitest";

import { makeFlight, makeStaff, startTestCore } from "../testing/index.ts";
import { goToDeparture } from "../testing/travel-day.ts";
import { delayFlight } from "./delay-flight.ts";
import { setFlightStatus } from "./set-flight-status.ts";

const reason = "told by the tower";

test("nothing is said of a flight before it can be true: three hours ahead nobody boards, an hour ahead nothing leaves, and nothing lands before it leaves", async () => {
  await using core = await startTestCore();
  const [staff, flight] = [await makeStaff(core), await makeFlight(core.app.db, { departsInHours: 240 })];
  const say = (status: "boarding" | "in_air" | "landed") => setFlightStatus(staff, { flightId: flight, status, reason });
  const tooEarly = {
    code: "FLIGHT_STATE",
    details: { status: "scheduled" },
    message: expect.stringMatching(/before 20.* UTC\. If it leaves earlier/u),
  };
  for (const status of ["boarding", "in_air", "landed"] as const) await expect(say(status)).rejects.toMatchObject(tooEarly);
  await goToDeparture(core, flight, 181);
  await expect(say("boarding")).rejects.toMatchObject(tooEarly);
  expect(await core.app.db.prisma.auditEntry.count()).toBe(0);
  await goToDeparture(core, flight, 180);
  await say("boarding");
  await expect(say("in_air")).rejects.toMatchObject({ code: "FLIGHT_STATE", details: { status: "boarding" } });
  await delayFlight(staff, { flightId: flight, minutes: 60, reason });
  await goToDeparture(core, flight, 61);
  await expect(say("in_air")).rejects.toMatchObject({ code: "FLIGHT_STATE" });
  await goToDeparture(core, flight, 60);
  await say("in_air");
  await expect(say("landed")).rejects.toMatchObject({ code: "FLIGHT_STATE", details: { status: "in_air" } });
  await goToDeparture(core, flight, 0);
  expect(await say("landed")).toMatchObject({ status: "landed" });
});
