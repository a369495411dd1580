import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { move } from './location.tsx';

interface GoProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** An address of ours, made by `paths`. */
  to: string;
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
}

/** A link within the app: a real anchor, so that it can be copied, opened in a tab and read aloud. */
export function Go({ to, onClick, children, ...rest }: GoProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain || rest.target === '_blank') return;
    event.preventDefault();
    move(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
