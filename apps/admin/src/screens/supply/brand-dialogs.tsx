import type { FareTables } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";

type Brand = FareTables["brands"][number];

/** An empty text is no number, and the API says so. */
const numberOf = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

/** What a brand costs of the base fare. */
export function BrandPriceDialog({ brand: { code, name, farePercent }, onClose }: { readonly brand: Brand; readonly onClose: () => void }) {
  const form = useForm<"farePercent" | "reason", FareTables>({
    initial: { farePercent: String(farePercent), reason: "" },
    run: (typed) => skyhold.admin.fares.updateBrand({ code, farePercent: numberOf(typed.farePercent), reason: typed.reason }),
    onDone: onClose,
  });
  return (
    <Dialog title={`Price of ${name}`} open onClose={onClose}>
      <p>It counts for searches from now on, on every flight. What was offered or sold keeps its price.</p>
      <FormBody form={form} confirm="Change the price" leave={<LeaveButton onLeave={onClose} />}>
        <Field label="Of the base fare, %" inputMode="numeric" {...form.bind("farePercent")} />
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

const seats = [
  ["yes", "Included"],
  ["no", "At a price"],
] as const;

const emptyBrand = {
  code: "",
  name: "",
  farePercent: "",
  refundPercent: "0",
  changeFeePercent: "",
  checkedBags: "0",
  freeSeatSelection: "no",
  reason: "",
};

/** A brand with terms of its own. */
export function NewBrandDialog({ onClose }: { readonly onClose: () => void }) {
  const form = useForm<keyof typeof emptyBrand, FareTables>({ initial: emptyBrand, run: addBrand, onDone: onClose });
  const { bind } = form;
  return (
    <Dialog title="New brand" open onClose={onClose}>
      <p>Every flight is sold in it at once. Its terms never change: choose them well.</p>
      <FormBody form={form} confirm="Put it on sale" leave={<LeaveButton onLeave={onClose} />}>
        <div className="fields">
          <Field label="Code" maxLength={20} hint="Like FLEX27" {...bind("code")} />
          <Field label="Name" maxLength={30} hint="As travellers read it" {...bind("name")} />
          <Field label="Of the base fare, %" inputMode="numeric" {...bind("farePercent")} />
          <Field label="Refund, %" inputMode="numeric" hint="Of the fare, on a cancellation" {...bind("refundPercent")} />
          <Field label="Fee for a change, %" inputMode="numeric" hint="Empty: no changes" {...bind("changeFeePercent")} />
          <Field label="Checked bags" inputMode="numeric" {...bind("checkedBags")} />
          <SelectField label="Choice of seats" options={seats} {...bind("freeSeatSelection")} />
        </div>
        <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

function addBrand(typed: Readonly<Record<keyof typeof emptyBrand, string>>): Promise<FareTables> {
  return skyhold.admin.fares.createBrand({
    code: typed.code.trim().toUpperCase(),
    name: typed.name,
    farePercent: numberOf(typed.farePercent),
    refundPercent: numberOf(typed.refundPercent),
    changeFeePercent: typed.changeFeePercent.trim() === "" ? null : Number(typed.changeFeePercent),
    checkedBags: numberOf(typed.checkedBags),
    freeSeatSelection: typed.freeSeatSelection === "yes",
    reason: typed.reason,
  });
}
