import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { englishVoice, VoiceProvider } from '../../../i18n/use-t.tsx';
import { emptyCounts } from '../../../domain/app.ts';
import { compileFilter } from '../filter.ts';
import { appRow } from '../testing.ts';
import { FilterBar } from './filter-bar.tsx';

afterEach(cleanup);

const rows = [appRow('/a', { condition: 'failing', labels: ['team=pay'] }), appRow('/b')];

const sum = { counts: { ...emptyCounts(), failing: 40, healthy: 960 }, running: 1, wanted: 1 };

function draw(isKnown: boolean, isSummed = false) {
  const bar = (known: boolean) => (
    <VoiceProvider voice={englishVoice}>
      <FilterBar
        text=""
        filter={compileFilter('')}
        found={rows}
        left={rows}
        sum={isSummed ? sum : null}
        isKnown={known}
        onText={() => {}}
      />
    </VoiceProvider>
  );
  const { rerender } = render(bar(isKnown));
  fireEvent.click(screen.getByRole('button', { name: /Health/ }));
  return { show: (known: boolean) => rerender(bar(known)) };
}

it('counts nothing of a list that is still on its way, neither states nor health nor labels', () => {
  const { show } = draw(false);
  expect(screen.getByRole('button', { name: /^Failing/ }).textContent).toMatch(/…$/);
  expect(screen.queryByRole('button', { name: /team=pay/ })).toBeNull();
  expect(screen.getAllByRole('button').filter((button) => /\d/.test(button.textContent ?? ''))).toEqual([]);
  show(true);
  expect(screen.getByRole('button', { name: /^Failing/ }).textContent).toMatch(/1$/);
  expect(screen.getByRole('button', { name: /team=pay/ }).textContent).toMatch(/1$/);
});

it('tells the states of all of it where the gateway told them with the first rows, and still no labels', () => {
  draw(false, true);
  expect(screen.getByRole('button', { name: /^All/ }).textContent).toMatch(/1,000$/);
  expect(screen.getByRole('button', { name: /^Failing/ }).textContent).toMatch(/40$/);
  expect(screen.getByRole('button', { name: /^Healthy/ }).textContent).toMatch(/…$/);
  expect(screen.queryByRole('button', { name: /team=pay/ })).toBeNull();
});
