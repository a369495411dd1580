import { app } from '../../i18n/en/app.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(app);

export { Page } from '../../features/app/page.tsx';
