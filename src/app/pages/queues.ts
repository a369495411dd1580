import { queues } from '../../i18n/en/queues.ts';
import { workers } from '../../i18n/en/workers.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(queues, workers);

export { Page } from '../../features/queues/page.tsx';
