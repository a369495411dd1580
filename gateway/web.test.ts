import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBuild } from './build.ts';
import { serveWeb } from './web.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-web-'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>x</title>');
});
afterEach(() => rmSync(root, { recursive: true }));

async function linksAt(path: string): Promise<string> {
  const server = Fastify();
  await serveWeb(server, root, readBuild(root));
  const answer = await server.inject(path);
  await server.close();
  expect(answer.body).toContain('<title>x</title>');
  return String(answer.headers['link']);
}

describe('a page is told what it will ask for', () => {
  it('its code, its lists and its faces', async () => {
    const build = {
      build: 'b',
      scripts: ['assets/base-1.js'],
      styles: ['assets/base-1.css'],
      pages: { apps: ['assets/page-apps-1.js'] },
      fonts: ['assets/inter-1.woff2'],
    };
    writeFileSync(join(root, 'build.json'), JSON.stringify(build));
    expect(await linksAt('/apps?view=flat')).toBe(
      [
        '</assets/base-1.js>; rel=modulepreload; crossorigin',
        '</assets/page-apps-1.js>; rel=modulepreload; crossorigin',
        '</assets/base-1.css>; rel=preload; as=style; crossorigin',
        '</api/v1/look?topics=cluster,sources,attention,deployments,acts,apps&head=120>; rel=preload; as=fetch; crossorigin',
        '</assets/inter-1.woff2>; rel=preload; as=font; type="font/woff2"; crossorigin',
      ].join(', '),
    );
  });

  it.each(['q=a,b', 'group=%2Fshop', 'source=main', 'sort=name'])(
    'all of its list where it begins with %s',
    async (search) => {
      expect(await linksAt(`/apps?${search}`)).toContain('acts,apps>;');
    },
  );

  it('only its lists where the build tells nothing of pages', async () => {
    writeFileSync(join(root, 'build.json'), JSON.stringify({ build: 'b' }));
    expect(await linksAt('/nowhere/at-all')).toBe(
      '</api/v1/look?topics=cluster,sources,attention,deployments,acts>; rel=preload; as=fetch; crossorigin',
    );
  });
});

describe('a build', () => {
  it('that does not say what it is is called dev', () => {
    writeFileSync(join(root, 'build.json'), '{"build":7}');
    expect(readBuild(root)).toEqual({ build: 'dev', scripts: [], styles: [], pages: {}, fonts: [] });
  });
});
