import { tasks } from '../../i18n/en/tasks.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(tasks);

export { Page } from '../../features/tasks/page.tsx';
