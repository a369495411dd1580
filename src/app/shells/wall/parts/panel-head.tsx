const unit = (n: number): string => `calc(${n} * var(--u))`;

/** The line over a part of the panel: what it is, and what its figures are. */
export function PanelHead({ left, right }: { left: string; right: string }) {
  return (
    <div
      className="wall-rule"
      style={{
        display: 'flex',
        justifyContent: 'space-between',
        color: 'var(--w-dim)',
        fontSize: unit(2.6),
        paddingBottom: unit(0.8),
      }}
    >
      <span>{left}</span>
      <span>{right}</span>
    </div>
  );
}
