import { Component, Suspense, type ReactNode } from 'react';
import type { Route } from './routes.ts';
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

/** The page of a route, fenced; the fence opens when another page comes. */
export function PageSlot({ route }: { route: Route }) {
  const { Page } = route;
  return (
    <Fence key={route.id}>
      <Suspense fallback={null}>
        <Page />
      </Suspense>
    </Fence>
  );
}
