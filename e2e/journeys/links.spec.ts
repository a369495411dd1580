import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { everyView } from '../pages/views.ts';
import { marathonOf } from './marathon.ts';
import { press, stage, verbOf } from './verbs.ts';

const sender = 'sender-1@agent-06.example.test';

test('every view opens from its address', async ({ page, gateway }) => {
  test.setTimeout(60_000);
  for (const { name, path } of await everyView(gateway.url)) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first(), `${name} at ${path}`).toBeVisible();
    await expect(page.getByText('There is nothing at this address.'), `${name} at ${path}`).toHaveCount(0);
  }
});

test('every filter of the apps is in the address', async ({ page }) => {
  await page.goto('/apps?q=api&group=/shop&view=flat&sort=name');
  await expect(page.getByRole('searchbox', { name: 'Filter apps' })).toHaveValue('api');
  await expect(page.getByRole('button', { name: 'Flat list' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('columnheader', { name: 'App', exact: true })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('checkbox', { name: /^Select .?\/shop\/api/ })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Select .?\/pay/ })).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Filter apps' }).fill('state:healthy label:team=pay');

  await expect(page).toHaveURL(/q=state%3Ahealthy/);
});

test('filters of queues, workers and tasks are in the address', async ({ page, gateway }) => {
  await page.goto('/queues?q=emails&internal=1&sort=depth&down=1');
  await expect(page.getByRole('searchbox')).toHaveValue('emails');
  await expect(page.getByRole('checkbox', { name: /own queues/ })).toBeChecked();
  await expect(page.getByRole('columnheader', { name: 'Depth' })).toHaveAttribute('aria-sort', 'ascending');
  await page.goto('/workers?q=sender&state=online');
  await expect(page.getByRole('searchbox')).toHaveValue('sender');
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await expect.poll(async () => (await apiOf(gateway.url).tasks('flower', 'state=SUCCESS&limit=1')).length).toBe(1);
  await page.goto('/tasks?state=SUCCESS&worker=' + encodeURIComponent(sender));
  await expect(page.getByRole('textbox', { name: 'Worker' })).toHaveValue(sender);
  await expect(page.getByRole('button', { name: 'Succeeded' })).toHaveAttribute('aria-pressed', 'true');
});

test('the version that is compared is in the address', async ({ page, mock }) => {
  await stage(mock, verbOf('roll back'));
  await page.goto(`/apps/marathon${press}`);
  await page
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  await expect(page).toHaveURL(/version=/);
  await page.reload();
  await expect(page.getByRole('cell', { name: '→ 1' }).or(page.getByText(/^env\.BUILD$/))).toBeVisible();
});

test('every dialog opens from its address, and Escape takes it out of it', async ({ page, mock, gateway }) => {
  const marathon = marathonOf(mock);
  await mock.inject({ kind: 'slow-start', id: '/shop/api', ms: 600_000 });
  await marathon.put('/shop/api', { env: { BUILD: '2' } });
  const [deployment = ''] = await marathon.deployments('/shop/api');
  const running = 'state=STARTED&limit=1';
  await expect.poll(async () => (await apiOf(gateway.url).tasks('flower', running)).length).toBe(1);
  const [task] = await apiOf(gateway.url).tasks('flower', running);
  const dialogs = [
    ['/apps', 'keys', 'All keys'],
    ['/queues', 'purge-queue~rabbitmq/%2F/emails', 'Purge emails?'],
    ['/workers', `shut-down-worker~flower/${sender}`, `Shut down ${sender}?`],
    ['/deployments', `stop-deployment~marathon/${deployment}~leave`, `Stop deployment ${deployment.slice(0, 8)}?`],
    ['/deployments', `stop-deployment~marathon/${deployment}~roll-back`, `Stop deployment ${deployment.slice(0, 8)}?`],
    ['/tasks', `revoke-task~${task?.key}~terminate`, `Revoke task ${task?.id}?`],
    ['/apps/marathon/shop/web', 'kill-instance~marathon/shop/web~x.1~replace', 'Kill x.1?'],
  ] as const;
  for (const [path, dialog, title] of dialogs) {
    await page.goto(`${path}?dialog=${encodeURIComponent(dialog.replaceAll('%', '%25'))}`);
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  }
});

test('the language is switched at once, kept, and told to those who read by ear', async ({ page }) => {
  await page.goto('/apps');
  await page.getByRole('button', { name: 'You, theme and language' }).click();
  await page.getByRole('menuitem', { name: '简体中文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '应用' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '应用' })).toBeVisible();
});

test('the theme is switched at once, kept, and follows the system when told to', async ({ page }) => {
  await page.goto('/settings');
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect.poll(ink).not.toBe(light);
  const dark = await ink();
  await page.reload();
  await expect.poll(ink).toBe(dark);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('system');
  await expect.poll(ink).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ink).toBe(dark);
});
