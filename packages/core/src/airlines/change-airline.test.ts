import { expect, test } from "vitest";

import { schedule, startSupply } from "../testing/supply.ts";
import { createAirline, CreateAirlineInput, updateAirline, UpdateAirlineInput } from "./change-airline.ts";
import { listAirlines } from "./list-airlines.ts";

const reason = "it joins us";
const quiet = { iata: "Q1", icao: "QQA", accountingCode: "901", name: "Quiet Air", licenceCountry: "GB", reason };

test("a new airline can have schedules at once, and is found by its code", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const made = await createAirline(staff, CreateAirlineInput.parse(quiet));
  const { schedule: flown } = await schedule(staff, { airline: "Q1" });

  expect(flown.airline).toBe("Q1");
  expect((await listAirlines(staff, { limit: 1, cursor: "Q0" })).airlines).toEqual([made]);
  expect(await updateAirline(staff, { iata: "Q1", name: "Quiet Airways", reason })).toEqual({ ...made, name: "Quiet Airways" });
  const entries = await staff.db.prisma.auditEntry.findMany({ where: { subjectId: "Q1" }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(["airlines.create", "airlines.update"]);
});

test("two airlines never share a code, and what cannot be is refused at its field", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  await createAirline(staff, CreateAirlineInput.parse(quiet));
  const other = { ...quiet, iata: "Q2", icao: "QQB", accountingCode: "902" };
  await createAirline(staff, CreateAirlineInput.parse(other));
  const path = async (work: Promise<unknown>) =>
    work.then(String, (error: unknown) => (error as { details: { fields: { path: string }[] } }).details.fields[0]?.path);
  const create = (input: object) =>
    path(createAirline(staff, CreateAirlineInput.parse({ ...other, iata: "Q3", icao: "QQC", accountingCode: "903", ...input })));

  expect(await create({ iata: "Q1" })).toBe("iata");
  expect(await create({ icao: "QQA" })).toBe("icao");
  expect(await create({ accountingCode: "901" })).toBe("accountingCode");
  expect(await create({ licenceCountry: "QQ" })).toBe("licenceCountry");
  expect(await path(updateAirline(staff, { iata: "Q2", icao: "QQA", reason }))).toBe("icao");
  expect(await path(updateAirline(staff, { iata: "Q2", reason }))).toBe("iata");
  await expect(updateAirline(staff, { iata: "Q9", name: "None", reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(UpdateAirlineInput.safeParse({ iata: "Q2", accountingCode: "904", reason }).success).toBe(false);
});
