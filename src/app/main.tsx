import '../ui/main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLiveStore, LiveProvider } from '../client/live.tsx';
import { LocationProvider } from '../client/location.tsx';
import { preferences } from '../client/preferences.ts';
import type { TableName } from '../protocol/rows.ts';
import { topics } from '../protocol/topics.ts';
import { App } from './app.tsx';
import { routeOf } from './routes.ts';
import { applyTheme } from './theme.ts';
import { Voiced } from './voiced.tsx';

/** What the frame around every page shows. */
const shellLists: readonly TableName[] = ['sources', 'attention', 'deployments', 'acts'];
const holdMs = 10_000;

applyTheme(preferences().theme);
const store = createLiveStore();
const route = routeOf(location.pathname);
// The page's code and its lists are asked for before anything is drawn, in one request each; the drawing takes over by then.
void route?.code.load();
const hold = [topics.cluster, ...shellLists, ...(route?.lists ?? [])].map((topic) => store.want(topic));
setTimeout(() => {
  for (const release of hold) release();
}, holdMs);
const place = document.getElementById('root');
if (place) {
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
