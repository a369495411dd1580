/** The languages we speak. */
export type Language = 'en' | 'zh-CN';

/** The languages we speak, in the order of the menu, each by its own name. */
export const languages = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
] as const satisfies readonly { id: Language; name: string }[];

/** The first of the reader's languages that we speak; English else. */
export function detectLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const lower = tag.toLowerCase();
    if (lower === 'zh' || lower.startsWith('zh-')) return 'zh-CN';
    if (lower === 'en' || lower.startsWith('en-')) return 'en';
  }
  return 'en';
}
