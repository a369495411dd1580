import { deployments } from '../../i18n/en/deployments.ts';
import { addEnglish } from '../../i18n/english.ts';

addEnglish(deployments);

export { Page } from '../../features/deployments/page.tsx';
