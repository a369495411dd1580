import { expect, it } from 'vitest';
import { addedTo } from './tabs.ts';

const requests = (apps: number, queue = 4): ReadonlyMap<string, number> =>
  new Map([
    ['marathon GET /v2/apps', apps],
    ['marathon GET /v2/queue', queue],
  ]);

it.each([
  ['as many', requests(20), 0],
  ['one more at the edge of the time that is counted', requests(20, 5), 0],
  ['a tenth more and one at the edge', requests(23), 0],
  ['more than that', requests(24), 4],
  ['one more and one less', requests(21, 3), 0],
  ['twice as many', requests(40, 8), 24],
  ['two of a kind that was not asked before', new Map([['flower GET /api/workers', 2]]), 2],
])('%s: what tabs add upstream is told beyond chance', (_what, after, added) => {
  expect(addedTo(requests(20), after)).toBe(added);
});
