import { useTable } from '../client/live.tsx';
import { pathOfSubject, usePlace } from '../client/place.ts';

/** A walk along the things that need someone, in the order of the overview. */
export interface ProblemWalk {
  count: number;
  /** 1-based; 0 when the reader stands at none of them. */
  at: number;
  step(by: 1 | -1): void;
}

/** The walk from where the reader stands; the ends are joined. */
export function useProblemWalk(): ProblemWalk {
  const { list } = useTable('attention');
  const place = usePlace();
  const hrefs = [...new Set(list.map(({ subject }) => pathOfSubject(subject)))];
  const at = place.search['at'];
  const exact = hrefs.indexOf(at === undefined ? place.path : `${place.path}?at=${encodeURIComponent(at)}`);
  const here = exact >= 0 ? exact : hrefs.findIndex((href) => href.split('?', 1)[0] === place.path);
  return {
    count: hrefs.length,
    at: here + 1,
    step: (by) => {
      const next = here < 0 ? (by > 0 ? 0 : hrefs.length - 1) : (here + by + hrefs.length) % hrefs.length;
      const href = hrefs[next];
      if (href !== undefined) place.go(href);
    },
  };
}
