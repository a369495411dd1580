import { oneLine } from './hostile.ts';

/** A name that fits anywhere: a box that cuts costs every frame that is drawn near it, and a list has hundreds. */
const shortName = 20;

/** A path with its last part in bold, so that the eye finds the name without a column for the group. Cut at the left, where groups stand. */
export function PathName({ prefix, name, className = '' }: { prefix: string; name: string; className?: string }) {
  return (
    <bdi className={`flex min-w-0 ${className}`} title={pathTitle(prefix + name)}>
      <PathParts prefix={prefix} name={name} />
    </bdi>
  );
}

/** The whole of a path, for whoever points at it. */
export function pathTitle(path: string): string {
  return oneLine(path, 1000);
}

/** What stands in a {@link PathName}, for a box that is one already: a row of boxes, cut off from the direction of what is around it. */
export function PathParts({ prefix, name }: { prefix: string; name: string }) {
  return (
    <>
      {prefix !== '' && <span className="min-w-0 shrink truncate text-ink-3">{oneLine(prefix)}</span>}
      <span
        className={`max-w-full min-w-0 shrink-0 font-semibold ${name.length > shortName ? 'truncate' : 'whitespace-nowrap'}`}
      >
        {oneLine(name)}
      </span>
    </>
  );
}

/** The two parts of an app's path: `/shop/checkout/` and `api`. */
export function splitPath(path: string): { prefix: string; name: string } {
  const cut = path.lastIndexOf('/');
  return { prefix: path.slice(0, cut + 1), name: path.slice(cut + 1) };
}
