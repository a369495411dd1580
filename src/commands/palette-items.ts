import { paths } from '../client/place.ts';
import type { Target } from '../client/scene.ts';
import type { Intent } from '../domain/intent.ts';
import type { Refusal } from '../domain/refusal.ts';
import { describeRefusal } from '../i18n/faults.ts';
import type { Translate } from '../i18n/translate.ts';
import { commandsFor } from './command.ts';
import { describeHelp } from './levers.ts';
import { nameOf } from './names.ts';
import { inSentence } from '../ui/hostile.ts';
import { bestOf, wordsOf } from './search.ts';
import { sections } from './sections.ts';

/** One line of the palette. */
export type PaletteItem =
  | { id: string; kind: 'go'; label: string; note: string; href: string }
  | { id: string; kind: 'do'; label: string; note: string; reason: string | null; intent: Intent };

/** What the palette searches. */
export interface PaletteWorld {
  targets: readonly Target[];
  refusal(intent: Intent, target: Target): Refusal | null;
}

const most = 8;

/** A target's name and address. */
function placeOf(target: Target): { name: string; href: string } {
  switch (target.kind) {
    case 'app':
      return { name: nameOf(target.row.key, 'app'), href: paths.app(target.row.key) };
    case 'queue':
      return { name: nameOf(target.row.key, 'queue'), href: paths.queue(target.row.key) };
    case 'worker':
      return { name: nameOf(target.row.key, 'worker'), href: paths.worker(target.row.key) };
    case 'deployment':
      return { name: nameOf(target.row.key, 'deployment'), href: paths.deployments };
    case 'task':
      return { name: nameOf(target.task.key, 'task'), href: paths.task(target.task.key) };
  }
}

/** What to go to, and what to do with it: a first word that begins a lever's name ("restart worker") asks for that lever. */
export function paletteItems(text: string, world: PaletteWorld, t: Translate): readonly PaletteItem[] {
  const words = wordsOf(text);
  const goes: PaletteItem[] = bestOf(sections, ({ id }) => t(`shell.${id}`), words, words.length === 0 ? 9 : 3).map(
    (section) => ({
      id: `go ${section.id}`,
      kind: 'go',
      label: t(`shell.${section.id}`),
      note: t('palette.go'),
      href: section.path,
    }),
  );
  if (words.length === 0) return goes;
  const things: PaletteItem[] = bestOf(world.targets, (target) => placeOf(target).name, words, most).map((target) => {
    const { name, href } = placeOf(target);
    return { id: `go ${href}`, kind: 'go', label: inSentence(name), note: t(`target.${target.kind}`), href };
  });
  return [...doItems(words, world, t), ...things, ...goes];
}

function doItems(words: readonly string[], world: PaletteWorld, t: Translate): readonly PaletteItem[] {
  const [verb = '', ...object] = words;
  const items: PaletteItem[] = [];
  for (const kind of ['app', 'queue', 'worker'] as const) {
    for (const command of commandsFor(kind)) {
      const { labelKey } = command;
      if (labelKey === 'lever.scale-app.more' || labelKey === 'lever.scale-app.less') continue;
      const label = t(labelKey);
      if (verb.length < 2 || !label.toLowerCase().startsWith(verb)) continue;
      const targets = world.targets.filter((target) => target.kind === kind);
      for (const target of bestOf(targets, (one) => placeOf(one).name, object, most)) {
        const intent = command.intent(target);
        if (intent === null) continue;
        const { name } = placeOf(target);
        const why = world.refusal(intent, target);
        items.push({
          id: `${command.id} ${name}`,
          kind: 'do',
          label: t('lever.of', { lever: label, name: inSentence(name) }),
          note: describeHelp(intent, t) ?? t(`target.${kind}`),
          reason: why === null ? null : describeRefusal(why, t),
          intent,
        });
      }
    }
  }
  return items.slice(0, most);
}
