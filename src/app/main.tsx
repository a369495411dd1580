import { early, firstPicture } from './early.ts';
import '../ui/main.css';
import { StrictMode } from 'react';
import { createLiveStore, LiveProvider } from '../client/live.tsx';
import { LocationProvider } from '../client/location.tsx';
import { preferences } from '../client/preferences.ts';
import { systemClock } from '../platform/clock.ts';
import { systemRandom } from '../platform/random.ts';
import { pageStore } from '../platform/storage.ts';
import { App } from './app.tsx';
import { reloadOnceServed } from './reload.ts';
import { routeOf } from './routes.ts';
import { applyTheme } from './theme.ts';
import { Voiced } from './voiced.tsx';
import { watchOverWall } from './wall-watchdog.ts';

const holdMs = 10_000;

applyTheme(preferences().theme);
const store = createLiveStore(early);
// What was asked for early is kept until the drawing has taken over.
const hold = early.topics.map((topic) => store.want(topic));
setTimeout(() => {
  for (const release of hold) release();
}, holdMs);
watchOverWall({
  clock: systemClock,
  random: systemRandom,
  isDue: () => routeOf(location.pathname)?.shell === 'wall',
  isDrawn: () => document.querySelector('main.wall') !== null,
  lastBeatAtMs: () => store.pulse().lastBeatAtMs,
  reload: reloadOnceServed,
  memory: pageStore(() => sessionStorage),
});

/**
 * React's renderer lies in this same file; asked for so, its code runs in a task of its own while lists are on their way, and not as a
 * part of reading the file, which is the longest task of a page's start.
 */
const renderer = new Promise((resolve) => setTimeout(resolve)).then(() => import('react-dom/client'));

async function draw(): Promise<void> {
  const place = document.getElementById('root');
  if (place === null) return;
  const { createRoot } = await renderer;
  createRoot(place).render(
    <StrictMode>
      <LiveProvider store={store}>
        <LocationProvider>
          <Voiced>
            <App />
          </Voiced>
        </LocationProvider>
      </LiveProvider>
    </StrictMode>,
  );
}
void firstPicture.then(draw);
