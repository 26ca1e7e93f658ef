import type { FlightOnBoard } from "@skyhold/sdk";

/** How full a flight is: sold, held by unpaid bookings, blocked. */
export function LoadBar({ cabins }: Pick<FlightOnBoard, "cabins">) {
  const total = (pick: (cabin: FlightOnBoard["cabins"][number]) => number) => cabins.reduce((sum, cabin) => sum + pick(cabin), 0);
  const [capacity, sold] = [total((cabin) => cabin.capacity), total((cabin) => cabin.sold)];
  const [held, blocked] = [total((cabin) => cabin.held), total((cabin) => cabin.blocked)];
  const share = (seats: number) => `${capacity === 0 ? 0 : (seats / capacity) * 100}%`;
  const words = `${sold} of ${capacity} sold${held > 0 ? `, ${held} held` : ""}${blocked > 0 ? `, ${blocked} blocked` : ""}`;
  return (
    <span className="load">
      <svg className="meter" aria-hidden preserveAspectRatio="none">
        <rect width="100%" height="6" rx="3" className="load-room" />
        <rect width={share(sold + held + blocked)} height="6" rx="3" className="load-blocked" />
        <rect width={share(sold + held)} height="6" rx="3" className="load-held" />
        <rect width={share(sold)} height="6" rx="3" className="load-sold" />
      </svg>
      <span className="small muted num">{words}</span>
    </span>
  );
}
