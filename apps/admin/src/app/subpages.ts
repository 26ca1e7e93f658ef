import { linkOptions } from "@tanstack/react-router";

/** What is a page to whoever looks for it, and a part of one at the side: found by name, under the place that has it. */
export const subpages = [
  { under: "/flights", title: "Flights by month", link: linkOptions({ to: "/flights/calendar" }) },
  { under: "/flights", title: "New flight", link: linkOptions({ to: "/flights/new" }) },
  { under: "/bookings", title: "Holds that are not paid", link: linkOptions({ to: "/bookings", search: { unpaid: "yes" } }) },
  { under: "/supply", title: "Schedules", link: linkOptions({ to: "/supply", search: { tab: "schedules" } }) },
  { under: "/supply", title: "New schedule", link: linkOptions({ to: "/schedules/new" }) },
  { under: "/supply", title: "Aircraft and their seats", link: linkOptions({ to: "/supply", search: { tab: "aircraft" } }) },
  { under: "/supply", title: "New aircraft", link: linkOptions({ to: "/aircraft/new" }) },
  { under: "/supply", title: "Airports", link: linkOptions({ to: "/supply", search: { tab: "airports" } }) },
  { under: "/supply", title: "Airlines", link: linkOptions({ to: "/supply", search: { tab: "airlines" } }) },
  { under: "/supply", title: "Fare brands", link: linkOptions({ to: "/supply", search: { tab: "fares" } }) },
  { under: "/supply", title: "Taxes and fees", link: linkOptions({ to: "/supply", search: { tab: "taxes" } }) },
  { under: "/supply", title: "Extras", link: linkOptions({ to: "/supply", search: { tab: "extras" } }) },
  { under: "/money", title: "Refunds", link: linkOptions({ to: "/money", search: { tab: "refunds" } }) },
  { under: "/money", title: "Refunds that wait for us", link: linkOptions({ to: "/money", search: { waiting: "yes" } }) },
  { under: "/money", title: "Payments", link: linkOptions({ to: "/money", search: { tab: "payments" } }) },
  { under: "/money", title: "Disputes", link: linkOptions({ to: "/money", search: { tab: "disputes" } }) },
  { under: "/money", title: "Reconciliation with Stripe", link: linkOptions({ to: "/money", search: { tab: "differences" } }) },
  { under: "/messages", title: "Mails that could not be sent", link: linkOptions({ to: "/messages", search: { state: "failed" } }) },
  { under: "/sandbox", title: "Mailbox", link: linkOptions({ to: "/sandbox", search: { tab: "mailbox" } }) },
  { under: "/sandbox", title: "Stripe's model", link: linkOptions({ to: "/sandbox", search: { tab: "stripe" } }) },
  { under: "/sandbox", title: "Clock", link: linkOptions({ to: "/sandbox", search: { tab: "clock" } }) },
] as const;
