import { apps } from '../../i18n/en/apps.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(apps);

export { Page } from '../../features/apps/page.tsx';
