import { memo } from 'react';
import { useT } from '../../../i18n/use-t.tsx';

type Word = 'select' | 'less' | 'more-one' | 'restart' | 'suspend-app' | 'resume-app' | 'back' | 'menu';

function wordId(word: Word): string {
  return `app-lever-${word}`;
}

/** The id of the element that names the app a line shows. */
export function nameId(slot: number): string {
  return `app-name-${slot}`;
}

/**
 * Names a lever of a line by a word and the line's own name: six levers in forty lines need not be told again when a line shows
 * another app.
 */
export function labelledBy(word: Word, slot: number): string {
  return `${wordId(word)} ${nameId(slot)}`;
}

/** The words that {@link labelledBy} speaks of, once for the whole list. */
export const LeverWords = memo(function LeverWords() {
  const t = useT();
  // Texts with the name in them, without it: what is left is the word.
  const bare = { name: '' };
  const words: Readonly<Record<Word, string>> = {
    select: t('apps.selectApp', bare),
    less: t('lever.scale-app.less', bare),
    'more-one': t('lever.scale-app.more', bare),
    restart: t('lever.restart-app'),
    'suspend-app': t('lever.suspend-app'),
    'resume-app': t('lever.resume-app'),
    back: t('lever.roll-back-app'),
    menu: t('common.more'),
  };
  return (
    <div hidden>
      {Object.entries(words).map(([word, text]) => (
        <span key={word} id={`app-lever-${word}`}>
          {text.trim()}
        </span>
      ))}
    </div>
  );
});
