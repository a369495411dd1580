import { catalog } from './en/catalog.ts';
import { addEnglish } from './english.ts';

// Tests draw parts of pages without opening the pages: all texts are there from the start.
addEnglish(catalog);
