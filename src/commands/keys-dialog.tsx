import type { Target } from '../client/scene.ts';
import type { Translate } from '../i18n/translate.ts';
import { useT } from '../i18n/use-t.tsx';
import { Key } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { commandsFor } from './command.ts';
import { sections } from './sections.ts';

/** Every key there is; made from the same records that bind them. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const everywhere: readonly Line[] = [
    { keys: ['/'], text: t('keys.search') },
    { keys: ['?'], text: t('keys.help') },
    { keys: ['J'], text: t('keys.next') },
    { keys: ['K'], text: t('keys.previous') },
    { keys: ['Esc'], text: t('keys.close') },
    ...sections.map(({ id, key }) => ({
      keys: ['G', key.toUpperCase()],
      text: t('keys.go', { section: t(`shell.${id}`) }),
    })),
  ];
  return (
    <Dialog title={t('keys.title')} onClose={onClose} wide>
      <div className="grid grid-cols-2 gap-8 max-mid:grid-cols-1">
        <Lines title={t('keys.everywhere')} lines={everywhere} />
        <div className="flex flex-col gap-4">
          {(['app', 'deployment', 'queue', 'worker', 'task'] as const).map((kind) => (
            <Lines key={kind} title={t('keys.focus', { kind: t(`target.${kind}`) })} lines={linesOf(kind, t)} />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

interface Line {
  keys: readonly string[];
  text: string;
}

function linesOf(kind: Target['kind'], t: Translate): readonly Line[] {
  const lines = commandsFor(kind).flatMap(({ key, labelKey }): Line[] => {
    if (key === null) return [];
    const isStep = labelKey === 'lever.scale-app.more' || labelKey === 'lever.scale-app.less';
    return [{ keys: [key.toUpperCase()], text: isStep ? t(labelKey, { name: t('target.app') }) : t(labelKey) }];
  });
  return kind === 'app' ? [...lines, { keys: ['.'], text: t('common.more') }] : lines;
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section>
      <h3 className="pb-1 text-t1 text-ink-3">{title}</h3>
      <dl>
        {lines.map(({ keys, text }) => (
          <div key={`${keys.join(' ')} ${text}`} className="flex items-center gap-3 py-0.5">
            <dt className="flex w-12 shrink-0 gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd className="text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
