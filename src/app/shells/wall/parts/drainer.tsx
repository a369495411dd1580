import { appIdOf } from '../../../../domain/keys.ts';
import type { AppRow } from '../../../../protocol/rows.ts';
import { blocksOf } from '../blocks.ts';
import { shortName } from '../sentence.ts';
import { TrackBlock } from './track-block.tsx';

/** Who drains a queue: the app's name and its track. */
export function Drainer({ row }: { row: AppRow }) {
  return (
    <>
      <bdi className="block truncate" style={{ fontSize: 'calc(2.6 * var(--u))', color: 'var(--w-dim)' }}>
        {shortName(appIdOf(row.key))}
      </bdi>
      <svg
        viewBox="0 0 22 3.6"
        className="wall-slots"
        style={{ display: 'block', width: 'calc(22 * var(--u))', height: 'calc(3.6 * var(--u))' }}
        aria-hidden="true"
      >
        {blocksOf(row, 14).map(({ state, at }) => (
          <TrackBlock key={at} state={state} x={at * 1.56} w={1.3} />
        ))}
      </svg>
    </>
  );
}
