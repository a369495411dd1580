import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { Visitor, parseSync } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

/** What the architecture rules need to know of one file; paths are relative to the project, with forward slashes. */
export interface SourceFile {
  path: string;
  isTest: boolean;
  /** Files it imports, whatever the form: static, type-only, re-exported, dynamic, `import('…')` in a type, `vi.mock`. */
  files: string[];
  /** Packages (and node: modules) it imports, by package name. */
  packages: string[];
  /** Lines with a cast, `as const` apart. */
  casts: number[];
  /** Lines that format for people by themselves: `Intl` or a toLocale… method. */
  formatting: number[];
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Reads one file's syntax tree; throws when it does not parse, so that nothing is passed over in silence. */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message ?? ''}`);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const file: SourceFile = {
    path,
    isTest: /\.test\.tsx?$/.test(path),
    files: [],
    packages: [],
    casts: [],
    formatting: [],
  };
  const note = (specifier: unknown) => {
    if (typeof specifier !== 'string') throw new Error(`${path} imports something that is not a plain string`);
    if (!specifier.startsWith('.')) file.packages.push(packageName(specifier));
    else file.files.push(normalize(join(dirname(path), specifier.replace(/\?.*$/, ''))));
  };
  new Visitor({
    ImportDeclaration: ({ source }) => note(source.value),
    ExportAllDeclaration: ({ source }) => note(source.value),
    ExportNamedDeclaration: ({ source }) => {
      if (source) note(source.value);
    },
    ImportExpression: ({ source }) => note(source.type === 'Literal' ? source.value : null),
    TSImportType: ({ source }) => note(source.value),
    TSAsExpression: ({ start, typeAnnotation }) => {
      if (text.slice(typeAnnotation.start, typeAnnotation.end) !== 'const') file.casts.push(lineOf(start));
    },
    TSTypeAssertion: ({ start }) => void file.casts.push(lineOf(start)),
    Identifier: ({ start, name }) => {
      if (name === 'Intl' || name.startsWith('toLocale')) file.formatting.push(lineOf(start));
    },
  }).visit(program);
  return file;
}

/** All TypeScript files under the given folders. */
export function readSources(folders: readonly string[]): SourceFile[] {
  const paths = folders.flatMap((folder) => {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  });
  return paths.map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')));
}
