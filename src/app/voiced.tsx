import { useEffect, useState, type ReactNode } from 'react';
import { usePreference } from '../client/preferences.ts';
import { detectLanguage } from '../i18n/language.ts';
import { englishVoice, loadVoice, VoiceProvider, type Voice } from '../i18n/use-t.tsx';
import { applyTheme } from './theme.ts';

/** Speaks the chosen language, or the browser's; the page waits for it once, and keeps the old one while another loads. */
export function Voiced({ children }: { children: ReactNode }) {
  const [wished] = usePreference('language');
  const [theme] = usePreference('theme');
  const language = wished === 'system' ? detectLanguage(navigator.languages) : wished;
  const [voice, setVoice] = useState<Voice | null>(language === 'en' ? englishVoice : null);
  // Syncs with the network: a language's texts are a chunk of their own.
  useEffect(() => {
    let isCurrent = true;
    const speak = (loaded: Voice) => {
      if (isCurrent) setVoice(loaded);
    };
    // Texts that do not come must not leave the page blank: what is spoken already stays, else it is English.
    loadVoice(language).then(speak, () => isCurrent && setVoice((spoken) => spoken ?? englishVoice));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  // Syncs with the document. Told its own language again, a browser works out the style of everything anew.
  useEffect(() => {
    const { documentElement } = document;
    if (voice && documentElement.lang !== voice.language) documentElement.lang = voice.language;
  }, [voice]);
  useEffect(() => applyTheme(theme), [theme]);
  return voice && <VoiceProvider voice={voice}>{children}</VoiceProvider>;
}
