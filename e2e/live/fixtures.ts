import { test as base } from '@playwright/test';
import { startGateway } from '../fixtures/gateway.ts';
import type { Gateway } from '../fixtures/gateway.ts';
import { watchForTrouble } from '../fixtures/trouble.ts';
import { startLiveStack } from './stack.ts';
import type { LiveStack } from './stack.ts';

function withLogin(url: string, user: string, password: string): string {
  return url.replace('://', `://${user}:${password}@`);
}

/** Tests over one stack of real programs and one gateway over it. */
export const test = base.extend<{ noTrouble: void }, { stack: LiveStack; gateway: Gateway }>({
  stack: [
    async ({}, use) => {
      const stack = await startLiveStack();
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  gateway: [
    async ({ stack }, use) => {
      const gateway = await startGateway({
        flower: withLogin(stack.flowerUrl, stack.flowerUser, stack.flowerPassword),
        rabbitmq: withLogin(stack.rabbitUrl, stack.rabbitUser, stack.rabbitPassword),
      });
      await use(gateway);
      await gateway.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ gateway }, use) => use(gateway.url),
  noTrouble: [
    async ({ context }, use) => {
      const troubles = watchForTrouble(context, []);
      await use();
      base.expect(troubles(), 'troubles of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
