import { catalog } from '../../i18n/en/catalog.ts';
import { addEnglish } from '../../i18n/english.ts';

// A wall shows panels of every feature.
addEnglish(catalog);

export { Wall as Page } from '../shells/wall/wall.tsx';
