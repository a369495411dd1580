import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const packed = /\.(?:js|css|html|svg|json|webmanifest)$/;

/** Small files gain nothing from being packed and cost a look-up more. */
const leastBytes = 512;

/**
 * Signs a build and packs it: `build.json` tells the gateway its id, a meta element tells the page the same, and every text lies ready
 * as Brotli and gzip, because packing well takes longer than any answer may.
 */
export function signAndPack(): Plugin {
  let id = 'dev';
  return {
    name: 'sign-and-pack',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        // File names carry their contents' hashes, so together they name the build.
        const names = Object.keys(bundle ?? {}).toSorted();
        id = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);
        return [{ tag: 'meta', attrs: { name: 'signalbox-build', content: id }, injectTo: 'head' }];
      },
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const told = JSON.stringify({ build: id, ...firstFiles(Object.values(bundle)) });
        this.emitFile({ type: 'asset', fileName: 'build.json', source: told });
        for (const [fileName, file] of Object.entries(bundle)) {
          const text = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (!packed.test(fileName) || text.byteLength < leastBytes) continue;
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(text, quality) });
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        }
      },
    },
  };
}

interface BuiltFile {
  type: string;
  name?: string | undefined;
  fileName: string;
  source?: string | Uint8Array;
}

/** What pages need first, every page (as its document names it) and each by its name, so that the gateway can tell browsers before they ask. */
function firstFiles(files: readonly BuiltFile[]) {
  const document = String(files.find(({ fileName }) => fileName === 'index.html')?.source ?? '');
  const named = (pattern: RegExp) => [...document.matchAll(pattern)].flatMap(([, file]) => file ?? []);
  const pages: Record<string, string[]> = {};
  const fonts: string[] = [];
  for (const { type, name, fileName } of files) {
    const [, page] = /^page-(.+)$/.exec(type === 'chunk' ? (name ?? '') : '') ?? [];
    if (page !== undefined) pages[page] = [...(pages[page] ?? []), fileName];
    // The mono is for ids and JSON, which no page begins with.
    if (/\/inter-latin-.*\.woff2$/.test(fileName)) fonts.push(fileName);
  }
  return {
    scripts: named(/ src="\/(assets\/[^"]+\.js)"/g),
    styles: named(/ href="\/(assets\/[^"]+\.css)"/g),
    pages,
    fonts,
  };
}
