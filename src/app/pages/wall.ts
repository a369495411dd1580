import { catalog } from '../../i18n/en/catalog.ts';
import { addEnglish } from '../../i18n/english.ts';

// A wall speaks of everything.
addEnglish(catalog);

export { Wall as Page } from '../shells/wall/wall.tsx';
