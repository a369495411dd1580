import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { signAndPack } from './scripts/lib/web-build.ts';

const gateway = process.env['SIGNALBOX_GATEWAY'] ?? 'http://127.0.0.1:8420';

const late =
  /chart-body|commands\/(?:palette|palette-items|search|dialog-host|confirm-|force-|keys-dialog|bulk)|shells\/wall|app\/pages|hub\/worker|domain\/(?:drain|rollout)/;
const texts = /src\/i18n\/(?:en|zh-CN)\//;
const spokenEverywhere = /src\/i18n\/en\/(?:acts|common|faults|shell)\.ts/;
const pageOf = /src\/(?:features\/([\w-]+)\/|app\/pages\/([\w-]+)\.ts|i18n\/en\/([\w-]+)\.ts)/;

/**
 * What every page needs is one file with the entry, and a page one more with its own texts: a page is two requests, not ten. Charts,
 * palette, dialogs and the wall come when they are opened.
 */
function chunkOf(id: string): string | null {
  if (spokenEverywhere.test(id) || id.includes('rolldown/runtime')) return 'base';
  const [, feature, page, text] = pageOf.exec(id) ?? [];
  const name = feature ?? page ?? text;
  if (name !== undefined && name !== 'catalog' && name !== 'wall') return `page-${name}`;
  if (late.test(id) || texts.test(id)) return null;
  return /src\/(?:app|ui|client|platform|protocol|domain|commands|i18n)\/|node_modules\/(?:react|react-dom|scheduler|@tanstack|lucide-react)\//.test(
    id,
  )
    ? 'base'
    : null;
}

export default defineConfig({
  plugins: [react(), tailwindcss(), signAndPack()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // light-dark(), oklch() and popovers: nothing older is promised.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy allows no data: URLs for scripts and styles, and a font in a style sheet would block it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 450,
    rolldownOptions: { output: { codeSplitting: { groups: [{ debugName: 'pages', name: chunkOf }] } } },
  },
  worker: { format: 'es' },
  // The page's own host goes through: the gateway takes writes only from pages of the host it is called by.
  server: { proxy: { '/api': { target: gateway } } },
});
