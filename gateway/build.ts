import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const buildSchema = z.object({
  build: z.string(),
  /** What every page is made of: files below the root. */
  scripts: z.array(z.string()).default([]),
  styles: z.array(z.string()).default([]),
  /** Files of each page's own code. */
  pages: z.record(z.string(), z.array(z.string())).default({}),
  /** The faces every page is set in. */
  fonts: z.array(z.string()).default([]),
});

/** What a build says of itself in the `build.json` beside it. */
export type Build = z.infer<typeof buildSchema>;

/** The build that is served; one called "dev", with which no screen compares itself, when there is none. */
export function readBuild(webRoot: string): Build {
  try {
    return buildSchema.parse(JSON.parse(readFileSync(join(webRoot, 'build.json'), 'utf8')));
  } catch {
    return { build: 'dev', scripts: [], styles: [], pages: {}, fonts: [] };
  }
}
