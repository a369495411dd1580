import { useTable } from '../client/live.tsx';
import { browserAddress, move } from '../client/location.tsx';
import { parseSearch, pathOfSubject } from '../client/place.ts';

/**
 * Steps along the things that need someone, in the order of the overview, from where the reader stands; the ends are joined. The
 * browser's own address counts, not the drawn one: while the code of a page is on its way a second step must go on from that page.
 */
export function useProblemWalk(): (by: 1 | -1) => void {
  const { list } = useTable('attention');
  return (by) => {
    const hrefs = [...new Set(list.map(({ subject }) => pathOfSubject(subject)))];
    const { path, search } = browserAddress();
    const at = parseSearch(search)['at'];
    const exact = hrefs.indexOf(at === undefined ? path : `${path}?at=${encodeURIComponent(at)}`);
    const here = exact >= 0 ? exact : hrefs.findIndex((href) => href.split('?', 1)[0] === path);
    const next = here < 0 ? (by > 0 ? 0 : hrefs.length - 1) : (here + by + hrefs.length) % hrefs.length;
    const href = hrefs[next];
    if (href !== undefined) move(href);
  };
}
