import { describe, expect, it } from 'vitest';
import { routeOf } from './routes.ts';

describe('routes', () => {
  it.each([
    ['/', 'overview'],
    ['/apps', 'apps'],
    ['/apps/', 'apps'],
    ['/apps/main/shop/worker', 'app'],
    ['/queues/mq/%252F/images', 'queues'],
    ['/wall', 'wall'],
    ['/appsx', undefined],
    ['/nowhere', undefined],
  ])('%s is %s', (path, id) => {
    expect(routeOf(path)?.id).toBe(id);
  });

  it('a list and what is picked from it are one page', () => {
    expect(routeOf('/queues')?.code).toBe(routeOf('/queues/mq/x')?.code);
    expect(routeOf('/apps')?.code).not.toBe(routeOf('/apps/main/x')?.code);
  });
});
