import '../ui/main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLiveStore, LiveProvider } from '../client/live.tsx';
import { LocationProvider } from '../client/location.tsx';
import { preferences } from '../client/preferences.ts';
import { App } from './app.tsx';
import { routeOf } from './routes.ts';
import { applyTheme } from './theme.ts';
import { Voiced } from './voiced.tsx';

applyTheme(preferences().theme);
// The page's code is asked for before anything is drawn; the drawing waits for it where it needs it.
void routeOf(location.pathname)?.load();
const store = createLiveStore();
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
