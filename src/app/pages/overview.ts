import { overview } from '../../i18n/en/overview.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(overview);

export { Page } from '../../features/overview/page.tsx';
