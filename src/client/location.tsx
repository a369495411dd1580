import { createContext, startTransition, useContext, useEffect, useState, type ReactNode } from 'react';

/** Where the reader is: a path and the search part after it, question mark included. */
interface Address {
  path: string;
  search: string;
}

/** How to move, `replace` without leaving a step to go back to. */
type Move = (href: string, how?: 'replace' | 'push') => void;

/** The present address, straight from the browser. */
export function browserAddress(): Address {
  return { path: location.pathname, search: location.search };
}

const movedEvent = 'signalbox-moved';

/** Goes to an address of ours. */
export const move: Move = (href, how = 'push') => {
  if (how === 'replace') history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  dispatchEvent(new Event(movedEvent));
};

const AddressContext = createContext<Address | null>(null);

/**
 * Follows the browser's address. A new page waits for its code while the old one stays; a change within a page (a letter typed in a
 * filter) is drawn at once.
 */
export function LocationProvider({ children }: { children: ReactNode }) {
  const [address, setAddress] = useState(browserAddress);
  // Syncs with the browser's history.
  useEffect(() => {
    const follow = () => {
      const next = browserAddress();
      setAddress((now) => (now.path === next.path ? next : now));
      startTransition(() => setAddress(next));
    };
    addEventListener('popstate', follow);
    addEventListener(movedEvent, follow);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener(movedEvent, follow);
    };
  }, []);
  return <AddressContext value={address}>{children}</AddressContext>;
}

/** Where the reader is, as drawn: while a page's code is on its way, still where it was. */
export function useAddress(): Address {
  const address = useContext(AddressContext);
  if (address === null) throw new Error('No LocationProvider above');
  return address;
}
