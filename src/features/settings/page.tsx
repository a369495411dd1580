import { usePlace } from '../../client/place.ts';
import { usePreference } from '../../client/preferences.ts';
import { languages } from '../../i18n/language.ts';
import { useT } from '../../i18n/use-t.tsx';
import { Choice } from '../../ui/field.tsx';
import { Sources } from './parts/sources.tsx';

/** How this browser wants to see it, and where what it sees comes from. */
export function Page() {
  const t = useT();
  const [theme, setTheme] = usePreference('theme');
  const [language, setLanguage] = usePreference('language');
  const [density, setDensity] = usePreference('density');
  const { search } = usePlace();
  return (
    <div className="flex flex-col gap-8 px-6 py-4 max-mid:px-4">
      <div className="flex max-w-80 flex-col gap-5">
        <h1 className="text-t5 font-semibold">{t('settings.title')}</h1>
        <Choice
          label={t('settings.theme')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.theme.${value}`),
          }))}
          onChange={setTheme}
        />
        <Choice
          label={t('settings.language')}
          value={language}
          options={[
            { value: 'system' as const, label: t('settings.language.system') },
            ...languages.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setLanguage}
        />
        <Choice
          label={t('settings.density')}
          value={density}
          options={(['compact', 'regular', 'relaxed'] as const).map((value) => ({
            value,
            label: t(`settings.density.${value}`),
          }))}
          onChange={setDensity}
        />
        <p className="text-t2 text-ink-3">{t('settings.kept')}</p>
      </div>
      <Sources at={search['at']} />
    </div>
  );
}
