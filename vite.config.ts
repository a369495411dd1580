import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = process.env['SIGNALBOX_GATEWAY'] ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // light-dark(), oklch() and native dialogs: nothing older is promised.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy allows no data: URLs for scripts and styles, and a font in a style sheet would block it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: gateway, changeOrigin: true } } },
});
