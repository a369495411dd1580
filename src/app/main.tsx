import '../ui/main.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLiveStore, LiveProvider } from '../client/live.tsx';
import { preferences } from '../client/preferences.ts';
import { createAppRouter } from './routes.tsx';
import { applyTheme } from './theme.ts';
import { Voiced } from './voiced.tsx';

applyTheme(preferences().theme);
const store = createLiveStore();
const router = createAppRouter();
const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <LiveProvider store={store}>
        <Voiced>
          <RouterProvider router={router} />
        </Voiced>
      </LiveProvider>
    </StrictMode>,
  );
}
