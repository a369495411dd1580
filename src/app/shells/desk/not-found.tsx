import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Empty } from '../../../ui/empty.tsx';

/** Stands at addresses that name nothing. */
export function NotFound() {
  const t = useT();
  const home = (
    <Go to={paths.overview} className="underline">
      {t('shell.home')}
    </Go>
  );
  return (
    <div className="px-6">
      <Empty title={t('shell.notFound')} action={home} />
    </div>
  );
}
