import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFlags } from './args.ts';
import { loadConfig } from './config.ts';
import { authorizationOf, certificateOf } from './credentials.ts';

const load = (...argv: string[]) => loadConfig(readFlags(argv));

describe('the command line', () => {
  it('makes a source of each address and takes the credentials out of it', () => {
    const config = load('--marathon', 'http://me:p%40ss@m.example:8080/', '--flower', 'http://f.example:5555');
    expect(config.sources.map(({ id, url }) => [id, url])).toEqual([
      ['marathon', 'http://m.example:8080/'],
      ['flower', 'http://f.example:5555/'],
    ]);
    const [marathon, flower] = config.sources;
    expect(marathon && authorizationOf(marathon)).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(flower && authorizationOf(flower)).toBeUndefined();
  });

  it('numbers several sources of a kind', () => {
    const ids = load('--marathon', 'http://a', '--marathon', 'http://b').sources.map(({ id }) => id);
    expect(ids).toEqual(['marathon', 'marathon-2']);
  });

  it('leaves each kind of act its own time unless told otherwise', () => {
    expect(load('--marathon', 'http://a').actTimeoutMs).toBeNull();
    expect(load('--marathon', 'http://a', '--act-timeout', '2.5').actTimeoutMs).toBe(2500);
  });

  it.each([
    [[], /No source is named/],
    [['--marathon', 'nowhere'], /--marathon: "nowhere" is no address/],
    [['--marathon', 'http://me:secret@:80'], /--marathon: "…@:80" is no address/],
    [['--marathon', 'ftp://x'], /--marathon: expected an http:/],
    [['--marathon', 'http://x', '--listen', 'here'], /--listen: expected HOST:PORT/],
    [['--marathon', 'http://x', '--listen', '1.2.3.4:99999'], /--listen: expected HOST:PORT/],
    [['--marathon', 'http://x', '--log-level', 'loud'], /--log-level: expected one of/],
    [['--marathon', 'http://x', '--act-timeout', 'soon'], /--act-timeout: expected seconds between 0.5 and 3600/],
    [['--maraton', 'http://x'], /Unknown option '--maraton'/],
    [['--config', '/no/such/file.json'], /\/no\/such\/file\.json: can't be read/],
  ])('says in one sentence what is wrong with %j', (argv, sentence) => {
    expect(() => load(...argv)).toThrow(sentence);
  });

  it('refuses any address but loopback while there is no sign-in', () => {
    expect(() => load('--marathon', 'http://x', '--listen', '0.0.0.0:8400')).toThrow(/no sign-in/);
    expect(() => load('--marathon', 'http://x', '--listen', '0.0.0.0:8400', '--read-only')).toThrow(/no sign-in/);
    expect(load('--marathon', 'http://x', '--listen', '0.0.0.0:8400', '--read-only', '--trust-network').readOnly).toBe(
      true,
    );
    for (const listen of ['127.0.0.1:0', '[::1]:80', 'localhost:1', '8400']) {
      expect(load('--marathon', 'http://x', '--listen', listen).listen.loopback).toBe(true);
    }
  });
});

describe('the configuration file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const source = { id: 'm', kind: 'marathon', url: 'http://m:8080' };

  it.each([
    ['{', /bad\.json: is not JSON/],
    ['{"password": secret}', /bad\.json: is not JSON \([^"]*\)\.$/],
    ['{"sources":[]}', /bad\.json: sources: /],
    [JSON.stringify({ sources: [{ ...source, kind: 'nomad' }] }), /bad\.json: sources\.0\.kind: /],
    [JSON.stringify({ sources: [{ ...source, id: 'A b' }] }), /sources\.0\.id: expected lower-case/],
    [JSON.stringify({ sources: [{ ...source, url: 'm:8080' }] }), /sources\.0\.url: expected an address/],
    [JSON.stringify({ sources: [source], listne: 'x' }), /listne/],
    [
      JSON.stringify({ sources: [{ ...source, auth: { basic: { user: 'u', password: 'p' } } }] }),
      /bad\.json: sources\.0\.auth\.basic\.password: .*expected object/,
    ],
    [
      JSON.stringify({ sources: [{ ...source, auth: { bearer: { value: 'a', env: 'B' } } }] }),
      /sources\.0\.auth\.bearer: expected one of \{"value": …\}, \{"file": …\} and \{"env": …\}/,
    ],
    [JSON.stringify({ sources: [{ ...source, auth: {} }] }), /sources\.0\.auth: expected one of \{"basic"/],
    [JSON.stringify({ sources: [{ ...source, auth: { basik: {} } }] }), /sources\.0\.auth: .*basik/],
    [
      JSON.stringify({ sources: [{ ...source, url: 'http://u:p@m:8080', auth: { bearer: { value: 'x' } } }] }),
      /bad\.json: sources\.m: has credentials in its url and in auth/,
    ],
    [JSON.stringify({ sources: [source, source] }), /Two sources have the id "m"/],
  ])('names file and key of %s', (text, sentence) => {
    expect(() => load('--config', write('bad.json', text))).toThrow(sentence);
  });

  it('takes secrets from files and environment variables, and says which one is missing', () => {
    const file = write('password', 'from-file\n');
    const basic = { ...source, kind: 'marathon' as const, auth: { basic: { user: 'u', password: { file } } } };
    expect(authorizationOf(basic)).toBe(`Basic ${Buffer.from('u:from-file').toString('base64')}`);
    process.env['SIGNALBOX_TEST_TOKEN'] = 'abc';
    expect(authorizationOf({ ...basic, auth: { bearer: { env: 'SIGNALBOX_TEST_TOKEN' } } })).toBe('Bearer abc');
    delete process.env['SIGNALBOX_TEST_TOKEN'];
    expect(() => authorizationOf({ ...basic, auth: { bearer: { env: 'SIGNALBOX_TEST_TOKEN' } } })).toThrow(
      /sources\.m\.auth\.bearer: the environment variable SIGNALBOX_TEST_TOKEN is not set/,
    );
    expect(() => certificateOf({ ...basic, ca: join(folder, 'none.pem') })).toThrow(
      /sources\.m\.ca: .*none\.pem can't be read/,
    );
  });

  it('takes the credentials out of an address in the file, as out of one in a flag', () => {
    const path = write('login.json', JSON.stringify({ sources: [{ ...source, url: 'http://me:p%40ss@m:8080' }] }));
    const [marathon] = load('--config', path).sources;
    expect(marathon?.url).toBe('http://m:8080/');
    expect(marathon && authorizationOf(marathon)).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it('is named by a secret that is missing', () => {
    const auth = { bearer: { env: 'SIGNALBOX_TEST_NONE' } };
    const path = write('secret.json', JSON.stringify({ sources: [{ ...source, auth }] }));
    const [marathon] = load('--config', path).sources;
    expect(() => marathon && authorizationOf(marathon)).toThrow(
      /secret\.json: sources\.m\.auth\.bearer: the environment variable SIGNALBOX_TEST_NONE is not set/,
    );
  });

  it('puts flags over the file', () => {
    const path = write('ok.json', JSON.stringify({ name: 'file', readOnly: true, sources: [source] }));
    expect(load('--config', path).name).toBe('file');
    expect(load('--config', path, '--name', 'flag').name).toBe('flag');
    const lab = { label: 'LAB 2', colour: 'lab' };
    const labelled = write('lab.json', JSON.stringify({ environment: lab, sources: [source] }));
    expect(load('--config', labelled).environment).toEqual(lab);
    expect(load('--config', labelled, '--environment', 'PROD').environment).toEqual({
      label: 'PROD',
      colour: 'production',
    });
    expect(load('--config', path).environment).toEqual({ label: 'LAB', colour: 'lab' });
    expect(load('--config', path).readOnly).toBe(true);
  });
});
