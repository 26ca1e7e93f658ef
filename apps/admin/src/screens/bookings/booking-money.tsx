import type { Booking, BookingRecord } from "@skyhold/sdk";

import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { money, moment, word } from "../../design/format.ts";
import { Table } from "../../design/table.tsx";

/** Each line of the price, as it was sold. */
export function PriceLines({ booking: { lines, total, passengers, segments, cancellations } }: { readonly booking: Booking }) {
  const exchanged = cancellations.reduce((sum, each) => sum + each.exchanged.amount, 0);
  return (
    <Card title="Price">
      <Table label="Price" head={["Line", "For", { end: "Amount" }]}>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>
                {line.label} <span className="muted small">{word(line.kind)}</span>
              </td>
              <td className="muted">
                {passengers[line.passenger]?.givenName ?? `Passenger ${line.passenger + 1}`}, {segments[line.segment]?.flight.designator}
              </td>
              <td className="end num">{money(line.amount)}</td>
            </tr>
          ))}
          {exchanged > 0 && (
            <tr>
              <td colSpan={2}>Paid with the flights that were replaced</td>
              <td className="end num">{money({ ...total, amount: -exchanged })}</td>
            </tr>
          )}
          <tr>
            <td colSpan={2}>
              <strong>Total</strong>
            </td>
            <td className="end num">
              <strong>{money(total)}</strong>
            </td>
          </tr>
        </tbody>
      </Table>
    </Card>
  );
}

/** Money that came, and money that goes back. */
export function Payments({ record: { payments, refunds } }: { readonly record: BookingRecord }) {
  const moves = [
    ...payments.map(({ id, state, amount, method, declineCode, createdAt, purpose }) => ({
      id,
      state,
      amount,
      at: createdAt,
      what: { booking: "Payment", seats: "Payment for seats", change: "Payment for other flights" }[purpose],
      detail: declineCode === null ? method : word(declineCode),
    })),
    ...refunds.map(({ id, state, amount, failureReason, reason, createdAt }) => ({
      id,
      state,
      amount: { ...amount, amount: -amount.amount },
      at: createdAt,
      what: "Refund",
      detail: word(failureReason ?? reason),
    })),
  ];
  return (
    <Card title="Payments and refunds">
      {moves.length === 0 && <p className="card-body muted">Nothing was paid, and nothing was tried.</p>}
      <ul className="moves" data-amounts="">
        {moves.map(({ id, state, amount, at, what, detail }) => (
          <li key={id}>
            <div>
              {what} <span className="muted small">{detail}</span>
              <div className="muted small num">{moment(at)}</div>
            </div>
            <StateBadge state={state} />
            <span className="num">{money(amount)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the books say of a booking: each transaction adds up to nothing. */
export function Books({ ledger }: Pick<BookingRecord, "ledger">) {
  return (
    <Card title="Books">
      {ledger.length === 0 && <p className="card-body muted">Nothing is in the books before the money is here.</p>}
      {ledger.length > 0 && (
        <Table label="Books" head={["Entry", "Account", { end: "Debit" }, { end: "Credit" }]}>
          {ledger.map((transaction) => (
            <Transaction key={transaction.id} transaction={transaction} />
          ))}
        </Table>
      )}
    </Card>
  );
}

function Transaction({ transaction: { kind, at, entries } }: { readonly transaction: BookingRecord["ledger"][number] }) {
  return (
    <tbody>
      {entries.map(({ account, amount }, index) => (
        <tr key={index}>
          <td>
            {index === 0 && (
              <>
                {word(kind)} <span className="muted small num">{moment(at)}</span>
              </>
            )}
          </td>
          <td>{word(account)}</td>
          <td className="end num">{amount.amount > 0 ? money(amount) : ""}</td>
          <td className="end num">{amount.amount < 0 ? money({ ...amount, amount: -amount.amount }) : ""}</td>
        </tr>
      ))}
    </tbody>
  );
}
