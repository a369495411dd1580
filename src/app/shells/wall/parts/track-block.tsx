import type { BlockState } from '../../../../domain/track.ts';

/** One instance on a track of the wall, 3.4 units high; its shape tells its state where colours do not. */
export function TrackBlock({ state, x, w }: { state: BlockState; x: number; w: number }) {
  switch (state) {
    case 'starting':
      return (
        <>
          <rect data-state="starting" x={x} y={1.7} width={w} height={1.7} />
          <rect data-state="moving" x={x + 0.1} y={0.1} width={Math.max(0.1, w - 0.2)} height={3.2} />
        </>
      );
    case 'failing':
      return <path data-state={state} d={`M${x} 0h${w / 2}l${w / 2} 1v2.4h${-w}z`} />;
    case 'delayed':
      return <path data-state={state} d={`M${x} 0h${w}l${-w * 0.38} 1.7l${w * 0.38} 1.7h${-w}l${w * 0.38} -1.7z`} />;
    case 'unchecked':
      return <rect data-state={state} x={x} y={0.75} width={w} height={1.9} />;
    case 'healthy':
    case 'stopping':
    case 'unreachable':
    case 'waiting':
    case 'missing':
      return <rect data-state={state} x={x + 0.1} y={0.1} width={Math.max(0.1, w - 0.2)} height={3.2} />;
  }
}
