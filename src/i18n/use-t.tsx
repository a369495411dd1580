import { createContext, useContext, type ReactNode } from 'react';
import { english } from './english.ts';
import { pluralOf, speak } from './format.ts';
import type { Language } from './language.ts';
import { translator, type Catalog, type Translate } from './translate.ts';

/** A language, loaded and ready to be spoken. */
export interface Voice {
  language: Language;
  t: Translate;
}

/** English, without waiting. */
export const englishVoice: Voice = voiceOf('en', english);

/** Loads a language; English is always there, and the same voice each time: another one would have all of the page drawn anew. */
export async function loadVoice(language: Language): Promise<Voice> {
  switch (language) {
    case 'en':
      return englishVoice;
    case 'zh-CN':
      return voiceOf(language, (await import('./zh-CN/catalog.ts')).catalog);
  }
}

function voiceOf(language: Language, catalog: Catalog): Voice {
  return { language, t: translator(catalog, pluralOf) };
}

const VoiceContext = createContext<Voice>(englishVoice);

/** Speaks a language to everything below; numbers and times follow. */
export function VoiceProvider({ voice, children }: { voice: Voice; children: ReactNode }) {
  speak(voice.language);
  return <VoiceContext value={voice}>{children}</VoiceContext>;
}

/** The function that says texts in the reader's language. */
export function useT(): Translate {
  return useContext(VoiceContext).t;
}

/** The language spoken. */
export function useLanguage(): Language {
  return useContext(VoiceContext).language;
}
