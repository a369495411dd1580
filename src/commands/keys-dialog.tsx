import { useT } from '../i18n/use-t.tsx';
import { Key } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { commands } from './command.ts';
import { sections } from './sections.ts';

/** Every key there is; made from the same records that bind them. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const general = [
    { keys: ['/'], text: t('keys.search') },
    { keys: ['?'], text: t('keys.help') },
    { keys: ['J'], text: t('keys.next') },
    { keys: ['K'], text: t('keys.previous') },
    ...sections.map(({ id, key }) => ({
      keys: ['G', key.toUpperCase()],
      text: t('keys.go', { section: t(`shell.${id}`) }),
    })),
    { keys: ['.'], text: t('keys.lever', { lever: t('common.more') }) },
    ...commands.flatMap(({ key, needs, labelKey }) => {
      if (key === null) return [];
      const lever =
        labelKey === 'lever.scale-app.more' || labelKey === 'lever.scale-app.less'
          ? t(labelKey, { name: t('target.app') })
          : `${t(labelKey)} (${t(`target.${needs}`)})`;
      return [{ keys: [key.toUpperCase()], text: t('keys.lever', { lever }) }];
    }),
  ];
  return (
    <Dialog title={t('keys.title')} onClose={onClose} wide>
      <dl className="columns-2 gap-8 max-mid:columns-1">
        {general.map(({ keys, text }) => (
          <div key={`${keys.join(' ')} ${text}`} className="flex break-inside-avoid items-center gap-3 py-0.5">
            <dt className="flex w-14 shrink-0 gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd className="text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
