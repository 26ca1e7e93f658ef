import { formatMoney } from "../../money.ts";
import type { ETicket, ETicketPriceLine } from "../e-ticket.ts";
import { formatMoment } from "../ticket-words.ts";
import { colours, measure, rule, styles, widthOf, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";
import { page } from "./page.ts";
import type { Block } from "./page.ts";

const amountWidth = 130;
const label = { x: page.left, width: page.content - amountWidth - 20 } as const;
const amount = { x: page.right - amountWidth, width: amountWidth, align: "right" } as const;

/** What was paid: the lines, their total and the payment, amounts in one right-hand column. */
export function priceBlocks(pdf: Pdf, ticket: ETicket): Block[] {
  return [
    {
      height: 15,
      gap: 18,
      role: "H2",
      keepWithNext: true,
      draw: (y) => void write(pdf, "Price", { ...styles.heading, x: page.left, y, width: 300 }),
    },
    ...ticket.priceLines.map((line, index) => lineBlock(pdf, line, index === 0)),
    totalBlock(pdf, ticket),
    ...cancelledLines(ticket).map((line) => ({ ...lineBlock(pdf, line, false), keepWithNext: false })),
  ];
}

function cancelledLines({ cancelled }: ETicket): ETicketPriceLine[] {
  if (cancelled === null) return [];
  return [
    { label: "Cancelled and refunded", amount: cancelled.refunded },
    { label: "Cancelled and not refundable", amount: cancelled.kept },
  ];
}

function lineBlock(pdf: Pdf, line: ETicketPriceLine, first: boolean): Block {
  return {
    height: measure(pdf, line.label, { ...styles.body, ...label }),
    gap: first ? 9 : 4,
    role: "P",
    keepWithNext: true,
    draw(y) {
      write(pdf, line.label, { ...styles.body, ...label, y });
      write(pdf, formatMoney(line.amount), { ...styles.number, ...amount, y });
    },
  };
}

function totalBlock(pdf: Pdf, { total, payment }: ETicket): Block {
  return {
    height: 26,
    gap: 7,
    role: "P",
    draw(y) {
      rule(pdf, { x: page.left, y, width: page.content });
      write(pdf, "Total", { ...styles.heading, ...label, y: y + 9 });
      write(pdf, formatMoney(total), { ...styles.heading, size: 14, tabular: true, ...amount, y: y + 7 });
      if (payment === null) return;
      const x = page.left + widthOf(pdf, "Total", styles.heading) + 12;
      const paid = `Paid with ${payment.method} on ${formatMoment(payment.paidAt)}`;
      write(pdf, paid, { ...styles.small, colour: colours.accent, x, y: y + 12, width: amount.x - x - 8 });
    },
  };
}
