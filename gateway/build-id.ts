import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The id of the build that is served (`build.json` beside it); "dev" when none is, which no screen compares itself with. */
export function readBuildId(webRoot: string): string {
  try {
    const json: unknown = JSON.parse(readFileSync(join(webRoot, 'build.json'), 'utf8'));
    return typeof json === 'object' && json !== null && 'build' in json && typeof json.build === 'string'
      ? json.build
      : 'dev';
  } catch {
    return 'dev';
  }
}
