import { startGateway } from '../fixtures/gateway.ts';
import { expect, test } from '../fixtures/test.ts';
import { shell } from '../pages/shell.ts';
import { marathonOf } from './marathon.ts';

test.use({ world: { scenario: 'queue-flood', seed: 1 } });

test('a queue is purged only after its name was typed, and told as done once the broker shows it', async ({
  page,
  mock,
}) => {
  const ready = async () => {
    const answer = await fetch(`${mock.upstreams.rabbitmq}/api/queues/%2F/emails`, {
      headers: { authorization: `Basic ${btoa('guest:guest')}` },
    });
    return ((await answer.json()) as { messages_ready: number }).messages_ready;
  };
  const before = await ready();
  expect(before).toBeGreaterThan(2_000);
  await page.goto('/queues');
  await page.getByRole('button', { name: 'More: emails' }).click();
  await page.getByRole('menuitem', { name: 'Purge' }).click();
  const dialog = shell(page).dialog();
  await expect(dialog).toContainText(/[\d,]+ ready messages are deleted for good/);
  const decide = dialog.getByRole('button', { name: 'Purge emails' });
  await decide.click({ force: true });
  await dialog.getByRole('textbox').fill('email');
  await expect(decide).toHaveAttribute('aria-disabled', 'true');
  await decide.click({ force: true });
  expect(await ready(), 'nothing was asked so far').toBeGreaterThan(2_000);
  await dialog.getByRole('textbox').fill('emails');

  await decide.click();

  await expect(dialog.getByRole('status')).toHaveText(/^Purge emails: [\d,]+ → 0, on its way$/);
  await mock.clock({ advanceMs: 6000 });
  await expect(dialog.getByRole('status')).toContainText(/0, done/, { timeout: 15_000 });
  expect(await ready()).toBeLessThan(before / 10);
});

test('a queue too full for its workers offers to scale their app, and takes the offer', async ({ browser, mock }) => {
  // The forecast rests on half a minute of the broker's samples, one every 5 s: no clock of the mock makes a gateway wait less.
  test.setTimeout(120_000);
  await mock.reset({ scenario: 'calm', seed: 1 });
  // Nothing more arrives: while arrivals swell and ebb, the forecast honestly declines.
  await mock.inject({ kind: 'load-factor', queue: 'emails', factor: 0 });
  await mock.inject({ kind: 'publish', queue: 'emails', count: 9000 });
  await mock.clock({ advanceMs: 60_000 });
  const marathon = marathonOf(mock);
  const before = await marathon.app('/mail/sender');
  const gateway = await startGateway(mock.upstreams);
  const context = await browser.newContext({ baseURL: gateway.url });
  const page = await context.newPage();
  try {
    await page.goto('/queues/rabbitmq/%252F/emails');
    const offer = page.getByRole('button', { name: /^Scale .*mail\/sender.* to \d+, empty in/ });
    await expect(offer).toBeVisible({ timeout: 80_000 });
    const to = Number(/to (\d+),/.exec((await offer.textContent()) ?? '')?.[1]);
    expect(to).toBeGreaterThan(before.instances);

    await offer.click();

    await expect.poll(async () => (await marathon.app('/mail/sender')).instances).toBe(to);
    await mock.clock({ advanceMs: 10_000 });
    await expect(shell(page).acts()).toContainText(`Scale /mail/sender to ${to}: ${before.instances} → ${to}, done`);
  } finally {
    await context.close();
    await gateway.stop();
  }
});
