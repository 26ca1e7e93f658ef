interface ChoiceProps {
  /** The question that it answers. */
  readonly group: string;
  readonly name: string;
  readonly amount: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One of a few answers, with the amount that it comes to. */
export function Choice({ group, name, amount, chosen, onChoose }: ChoiceProps) {
  return (
    <label className="choice">
      <input type="radio" name={group} checked={chosen} onChange={onChoose} />
      <span>
        {name}
        <strong className="num choice-amount">{amount}</strong>
      </span>
    </label>
  );
}
