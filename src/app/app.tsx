import { useAddress } from '../client/location.tsx';
import { PageSlot } from './page-slot.tsx';
import { routeOf } from './routes.ts';
import { Desk } from './shells/desk/desk.tsx';
import { NotFound } from './shells/desk/not-found.tsx';

/** The shell and the page of the present address. */
export function App() {
  const { path } = useAddress();
  const route = routeOf(path);
  if (route?.shell === 'wall') return <PageSlot route={route} />;
  return <Desk path={path}>{route ? <PageSlot route={route} /> : <NotFound />}</Desk>;
}
