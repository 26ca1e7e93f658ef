import type { AirportForStaff } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import type { Form } from "../../design/use-form.ts";

const paths = ["iata", "icao", "name", "city", "aliases", "size", "metroCode", "country", "timeZone", "latitude", "longitude"] as const;
type Path = (typeof paths)[number] | "reason";

interface AirportDialogProps {
  /** Null: a new one. */
  readonly airport: AirportForStaff | null;
  readonly onClose: () => void;
}

/** An airport as staff write it. */
export function AirportDialog({ airport, onClose }: AirportDialogProps) {
  const form = useForm<Path, AirportForStaff>({
    initial: typedOf(airport),
    run: (values) =>
      airport === null
        ? skyhold.admin.airports.create({ ...airportOf(values), reason: values.reason })
        : skyhold.admin.airports.update({ ...airportOf(values), reason: values.reason }),
    onDone: onClose,
  });
  return (
    <Dialog title={airport === null ? "New airport" : `${airport.iata}, ${airport.name}`} open onClose={onClose}>
      {airport && <p className="notice">With another time zone its flights keep their local departure times.</p>}
      <FormBody form={form} confirm={airport === null ? "Add the airport" : "Save the airport"} leave={<LeaveButton onLeave={onClose} />}>
        <Fields bind={form.bind} known={airport !== null} />
      </FormBody>
    </Dialog>
  );
}

const sizes = [
  ["3", "Large: found first"],
  ["2", "Medium"],
  ["1", "Small"],
] as const;

function Fields({ bind, known }: Pick<Form<Path>, "bind"> & { readonly known: boolean }) {
  return (
    <>
      <div className="fields">
        <Field label="IATA code" maxLength={3} readOnly={known} {...bind("iata")} />
        <Field label="ICAO code" maxLength={4} {...bind("icao")} />
        <Field label="Area code" maxLength={3} hint="Like LON; may be empty" {...bind("metroCode")} />
        <Field label="Country" maxLength={2} hint="Like GB" {...bind("country")} />
      </div>
      <Field label="Name" maxLength={100} {...bind("name")} />
      <div className="fields">
        <Field label="City" maxLength={100} {...bind("city")} />
        <Field label="Other names" maxLength={300} hint="By which people look for it" {...bind("aliases")} />
        <SelectField label="Size" options={sizes} {...bind("size")} />
        <Field label="Time zone" hint="Like Europe/London" {...bind("timeZone")} />
        <Field label="Latitude" inputMode="decimal" {...bind("latitude")} />
        <Field label="Longitude" inputMode="decimal" {...bind("longitude")} />
      </div>
      <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
    </>
  );
}

function typedOf(airport: AirportForStaff | null): Readonly<Record<Path, string>> {
  const text = (path: (typeof paths)[number]) => (airport?.[path] ?? "").toString();
  const of = (path: (typeof paths)[number]) => [path, path === "size" && airport === null ? "2" : text(path)] as const;
  return { ...empty, ...Object.fromEntries(paths.map(of)) };
}

const empty: Readonly<Record<Path, string>> = {
  iata: "",
  icao: "",
  name: "",
  city: "",
  aliases: "",
  size: "2",
  metroCode: "",
  country: "",
  timeZone: "",
  latitude: "",
  longitude: "",
  reason: "",
};

function airportOf(values: Readonly<Record<Path, string>>): AirportForStaff {
  const code = (text: string) => text.trim().toUpperCase();
  // An empty text is no coordinate, and the API says so.
  const degrees = (text: string) => (text.trim() === "" ? Number.NaN : Number(text.replace(",", ".")));
  return {
    iata: code(values.iata),
    icao: code(values.icao) || null,
    name: values.name,
    city: values.city,
    aliases: values.aliases,
    size: Number(values.size),
    metroCode: code(values.metroCode) || null,
    country: code(values.country),
    timeZone: values.timeZone.trim(),
    latitude: degrees(values.latitude),
    longitude: degrees(values.longitude),
  };
}
