import { useT } from '../../../i18n/use-t.tsx';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { AppList } from '../use-list.ts';

/** What stands where no row is: not known yet, none there, or none that passes the filter. */
export function Nothing({ list }: { list: AppList }) {
  const t = useT();
  if (!list.ready) return <SkeletonRows rows={14} label={t('common.loading')} />;
  if (list.all.length === 0) {
    return list.complete ? (
      <Empty title={t('apps.empty')}>{t('apps.emptyDetail')}</Empty>
    ) : (
      <Empty title={t('apps.waiting')}>{t('apps.waitingDetail')}</Empty>
    );
  }
  return (
    <Empty
      title={t('apps.noneMatch')}
      action={list.text === '' ? undefined : <Button onClick={() => list.setText('')}>{t('apps.clearFilter')}</Button>}
    >
      {t('apps.noneMatchDetail', { count: list.inGroup.length })}
    </Empty>
  );
}
