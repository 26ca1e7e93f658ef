import { minorUnitDigits } from "@skyhold/sdk";
import type { CreateAncillaryInput, FareTables } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { word } from "../../design/format.ts";
import { useForm } from "../../design/use-form.ts";
import type { Form } from "../../design/use-form.ts";
import { FieldGroup } from "./draft-fields.tsx";
import { minorUnits } from "./draft.ts";
import { today } from "./fare-table.tsx";

type Extra = FareTables["ancillaries"][number];
type Typed = Readonly<Record<string, string>>;

const currencies = ["EUR", "USD", "GBP", "CHF", "SGD", "AUD", "JPY", "KWD"] as const;
const codes = ["BAG", "PRIORITY", "LOUNGE", "WIFI", "MEAL", "INSURANCE"] as const;
/** In these cabins, and those in front of them, it is included. */
const inclusions: readonly (readonly [string, string, Extra["includedIn"]])[] = [
  ["none", "No cabin", []],
  ["first", "First", ["first"]],
  ["business", "Business and first", ["business", "first"]],
  ["premium", "Premium economy and in front", ["premium_economy", "business", "first"]],
];

interface ExtraDialogProps {
  /** Null: a new one. */
  readonly extra: Extra | null;
  readonly onClose: () => void;
}

/** What may be bought beside a seat: something new, or other terms from a day of departure on. */
export function ExtraDialog({ extra, onClose }: ExtraDialogProps) {
  const form = useForm<string, FareTables>({ initial: typedOf(extra), run: (typed) => send(extra, typed), onDone: onClose });
  return (
    <Dialog title={extra === null ? "New extra" : extra.label} open onClose={onClose}>
      <p>
        {extra === null
          ? "It is sold on flights that leave from its first day on."
          : "Flights that leave before that day sell it as they do now."}{" "}
        What was chosen keeps its price.
      </p>
      <FormBody form={form} confirm={extra === null ? "Sell the extra" : "Change the extra"} leave={<LeaveButton onLeave={onClose} />}>
        <Fields bind={form.bind} known={extra !== null} />
      </FormBody>
    </Dialog>
  );
}

function Fields({ bind, known }: Pick<Form<string>, "bind"> & { readonly known: boolean }) {
  return (
    <>
      <div className="fields">
        {!known && <SelectField label="Kind" options={codes.map((code) => [code, word(code.toLowerCase())])} {...bind("code")} />}
        <Field label="Name" maxLength={60} {...bind("label")} />
        <Field label="At most, for a passenger" inputMode="numeric" {...bind("most")} />
        <SelectField label="Included in" options={inclusions.map(([key, text]) => [key, text])} {...bind("includedIn")} />
        <SelectField
          label="For infants"
          options={[
            ["no", "No"],
            ["yes", "Yes"],
          ]}
          {...bind("forInfants")}
        />
        <Field label="First day of departure" type="date" {...bind("from")} />
        {!known && <Field label="Last day" type="date" hint="Empty: until further notice" {...bind("until")} />}
      </div>
      <FieldGroup title="Prices; not sold in a currency that is empty">
        {currencies.map((currency) => (
          <Field key={currency} label={currency} inputMode="decimal" {...bind(`prices.${currency}`)} />
        ))}
      </FieldGroup>
      <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
    </>
  );
}

function typedOf(extra: Extra | null): Typed {
  const amountOf = (currency: string) => {
    const amount = extra?.prices[currency];
    return amount === undefined ? "" : (amount / 10 ** minorUnitDigits(currency)).toString();
  };
  return {
    code: extra?.code ?? "BAG",
    label: extra?.label ?? "",
    most: String(extra?.most ?? 1),
    includedIn: inclusions.find(([, , cabins]) => cabins.length === extra?.includedIn.length)?.[0] ?? "none",
    forInfants: extra?.forInfants === true ? "yes" : "no",
    from: extra !== null && extra.from > today() ? extra.from : today(),
    until: extra?.until ?? "",
    reason: "",
    ...Object.fromEntries(currencies.map((currency) => [`prices.${currency}`, amountOf(currency)])),
  };
}

function send(extra: Extra | null, typed: Typed): Promise<FareTables> {
  const text = (path: string) => (typed[path] ?? "").trim();
  const priced = currencies.filter((currency) => text(`prices.${currency}`) !== "");
  // Prices in currencies that have no field here stay as they are.
  const others = Object.entries(extra?.prices ?? {}).filter(([currency]) => !currencies.some((shown) => shown === currency));
  const same = {
    label: text("label"),
    most: text("most") === "" ? Number.NaN : Number(text("most")),
    includedIn: [...(inclusions.find(([key]) => key === text("includedIn"))?.[2] ?? [])],
    forInfants: text("forInfants") === "yes",
    from: text("from"),
    reason: text("reason"),
    prices: Object.fromEntries([
      ...others,
      ...priced.map((currency) => [currency, minorUnits(text(`prices.${currency}`), currency)] as const),
    ]),
  };
  if (extra !== null) return skyhold.admin.fares.changeAncillary({ ...same, ancillaryId: extra.id });
  const code: CreateAncillaryInput["code"] = codes.find((known) => known === text("code")) ?? "BAG";
  return skyhold.admin.fares.createAncillary({ ...same, code, until: text("until") || null });
}
