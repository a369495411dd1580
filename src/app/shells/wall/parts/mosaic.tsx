import { memo, useMemo, useState } from 'react';
import { appIdOf } from '../../../../domain/keys.ts';
import type { AppRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { labelsThatFit } from '../mosaic-groups.ts';
import { layMosaic, nearSet, sameSet } from '../mosaic-layout.ts';
import type { Mosaic as Layout, MosaicApp, MosaicPlace } from '../mosaic-model.ts';
import { cutMiddle } from '../title.ts';
import { shapesOf, type IsKnown } from '../mosaic-shapes.ts';

/** Between a group's name and its apps. */
const labelGap = 0.4;
/** A letter of a group's name, in units. */
const labelLetter = 1.42;

interface Kept {
  /** What the geometry was chosen for: a set that creeps away from it is laid out anew, however small each step. */
  base: readonly MosaicApp[];
  set: readonly MosaicApp[];
  frame: Frame;
  group: string;
  layout: Layout;
}

/**
 * A layout hangs on names and wanted counts alone: while those stay, it stays, since laying out is the dear part. When few apps come or go
 * its geometry stays, since people learn where things are.
 */
export function useMosaic(apps: readonly AppRow[], frame: Frame, group: string): Layout {
  const [kept, keep] = useState<Kept | null>(null);
  const set = useMemo(
    () => apps.map(({ key, wanted }) => ({ key, wanted })).sort((a, b) => (a.key < b.key ? -1 : 1)),
    [apps],
  );
  const isPlace = kept !== null && kept.frame === frame && kept.group === group;
  if (isPlace && (kept.set === set || sameSet(kept.set, set))) return kept.layout;
  const geometry = isPlace && nearSet(kept.base, set) ? kept.layout : null;
  const layout = layMosaic(set, frame.mosaic, group, geometry);
  const isKept = geometry !== null && layout.pitch === geometry.pitch && layout.mode === geometry.mode;
  keep({ base: isKept && kept !== null ? kept.base : set, set, frame, group, layout });
  return layout;
}

interface MosaicProps {
  layout: Layout;
  places: readonly MosaicPlace[];
  rows: ReadonlyMap<string, AppRow>;
  frame: Frame;
  isKnown: IsKnown;
  /** Others step back while some are in trouble. */
  quiet: boolean;
  troubled: ReadonlySet<string>;
  label: string;
}

function MosaicPicture({ layout, places, rows, frame, isKnown, quiet, troubled, label }: MosaicProps) {
  const { paths, counts } = useMemo(() => shapesOf(layout, places, rows, isKnown), [layout, places, rows, isKnown]);
  const troubledGroups = new Set(
    layout.labels.filter(({ apps }) => apps.some((key) => troubled.has(key))).map(({ name }) => name),
  );
  return (
    <>
      <svg
        className="wall-svg wall-slots"
        data-quiet={quiet}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={label}
        data-mode={layout.mode}
      >
        <defs>
          <pattern
            id="wall-hatch"
            width={0.62}
            height={0.62}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={0.26} height={0.62} fill="var(--w-wait)" />
          </pattern>
        </defs>
        {[...paths].map(([state, d]) => (
          <path key={state} data-state={state} d={d} />
        ))}
        {counts.map(({ x, y, text }) => (
          <text
            key={`${x} ${y}`}
            x={x}
            y={y}
            fontSize={2.2}
            fontWeight={650}
            textAnchor="middle"
            dominantBaseline="central"
            fill="var(--w-bg)"
          >
            {text}
          </text>
        ))}
      </svg>
      {labelsThatFit(layout, ({ name }) => troubledGroups.has(name)).map(({ name, x, y, apps }) => (
        <span
          key={name}
          className="wall-tag"
          style={{
            left: `calc(${x} * var(--u))`,
            top: `calc(${y + layout.blockHeight / 2} * var(--u))`,
            width: `calc(${layout.labelWidth - labelGap} * var(--u))`,
            fontSize: 'calc(2.4 * var(--u))',
            transform: 'translateY(-50%)',
            fontWeight: troubledGroups.has(name) ? 650 : 400,
            color: !apps.some(isKnown) ? 'var(--w-lost)' : troubledGroups.has(name) ? 'var(--w-ink)' : 'var(--w-dim)',
          }}
        >
          <bdi>{cutMiddle(oneLine(name, 120), (layout.labelWidth - labelGap) / labelLetter)}</bdi>
        </span>
      ))}
      {layout.mode === 'named' &&
        layout.places.map(({ key, x, y, w }) => (
          <span
            key={key}
            className="wall-tag"
            style={{
              left: `calc(${x} * var(--u))`,
              top: `calc(${y - 3} * var(--u))`,
              width: `calc(${w + 1.4} * var(--u))`,
              fontSize: 'calc(2.2 * var(--u))',
              color: troubled.has(key) ? 'var(--w-ink)' : 'var(--w-dim)',
            }}
          >
            <bdi>{oneLine(appIdOf(key).split('/').at(-1) ?? '', 40)}</bdi>
          </span>
        ))}
    </>
  );
}

/** Every app at its place, one path per state. */
export const MosaicView = memo(MosaicPicture);
