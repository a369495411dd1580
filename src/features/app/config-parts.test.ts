import { describe, expect, it } from 'vitest';
import { constraintsOf, fieldOf, isResident } from './config-parts.ts';

describe('a configuration', () => {
  it('tells its constraints as Marathon writes them', () => {
    expect(
      constraintsOf({
        constraints: [
          ['hostname', 'UNIQUE'],
          ['zone', 'IN', 'a,b'],
        ],
      }),
    ).toEqual(['hostname UNIQUE', 'zone IN a,b']);
    expect(constraintsOf({})).toEqual([]);
    expect(constraintsOf({ constraints: 'none' })).toEqual([]);
  });

  it('is resident with a persistent volume', () => {
    expect(isResident({ container: { volumes: [{ persistent: { size: 10 } }] } })).toBe(true);
    expect(isResident({ container: { volumes: [{ hostPath: '/tmp' }] } })).toBe(false);
    expect(isResident(null)).toBe(false);
  });

  it('does not find what JavaScript keeps on every object', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
    expect(fieldOf([], 'length')).toBeUndefined();
  });
});
