import { Component, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { PageCode, PageModule, Route } from './routes.ts';
import { Broken } from './shells/desk/broken.tsx';

/** Catches what a page throws, so that rail and bar stay. A build that is gone (its chunk is no more) is the usual reason. */
class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? (
      this.props.children
    ) : (
      <Broken error={error} onRetry={() => this.setState({ error: null })} />
    );
  }
}

/**
 * Draws a page as soon as its code is there. Not by `lazy`: once React has shown a fallback it keeps what follows back until 300 ms
 * have passed, however soon the code came.
 */
function Loaded({ code }: { code: PageCode }) {
  const [page, setPage] = useState<PageModule | { error: unknown } | null>(() => code.loaded());
  // Syncs with the network: a page's code is a chunk of its own.
  useEffect(() => {
    let isCurrent = true;
    const show = (came: PageModule | { error: unknown }) => {
      if (isCurrent) setPage(came);
    };
    code.load().then(show, (error: unknown) => show({ error }));
    return () => {
      isCurrent = false;
    };
  }, [code]);
  if (page === null) return null;
  if ('error' in page) throw page.error;
  return (
    <Suspense fallback={null}>
      <page.Page />
    </Suspense>
  );
}

/** The page of a route, fenced; the fence opens when another page comes. */
export function PageSlot({ route }: { route: Route }) {
  return (
    <Fence key={route.id}>
      <Loaded code={route.code} />
    </Fence>
  );
}
