import { paths, usePlace } from '../../../client/place.ts';
import { usePreference } from '../../../client/preferences.ts';
import { useCluster } from '../../../client/scene.ts';
import { languages } from '../../../i18n/language.ts';
import { useLanguage, useT } from '../../../i18n/use-t.tsx';
import { Menu, type MenuItem } from '../../../ui/menu.tsx';

/** Who looks, and how they want it to look. */
export function Account() {
  const t = useT();
  const { go } = usePlace();
  const cluster = useCluster();
  const [theme, setTheme] = usePreference('theme');
  const [, setLanguage] = usePreference('language');
  const spoken = useLanguage();
  const items: MenuItem[] = [
    ...(['light', 'dark', 'system'] as const).map((one) => ({
      id: `theme ${one}`,
      label: `${t('settings.theme')}: ${t(`settings.theme.${one}`)}`,
      hint: one === theme ? '✓' : undefined,
      run: () => setTheme(one),
    })),
    ...languages.map(({ id, name }) => ({
      id: `language ${id}`,
      label: name,
      hint: id === spoken ? '✓' : undefined,
      run: () => setLanguage(id),
    })),
    { id: 'settings', label: t('shell.settings'), run: () => go(paths.settings) },
  ];
  return (
    <Menu
      label={t('shell.account')}
      items={items}
      className="flex h-7 max-w-32 items-center truncate rounded px-2 text-ink-2 hover:bg-hover hover:text-ink max-mid:hidden"
      button={cluster?.viewer ?? '…'}
    />
  );
}
