/** Puts a text on the clipboard; resolves to whether it is there, never rejects. */
export type CopyText = (text: string) => Promise<boolean>;

/** The clipboard; null where the browser gives none: everywhere but on https and loopback. The text then stands there to be marked by hand. */
export function clipboardOf(from: Navigator): CopyText | null {
  if (!('clipboard' in from)) return null;
  return (text) =>
    from.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
}
