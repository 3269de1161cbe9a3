import type { PlatformHealth } from '@fashionistas/contract'
import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './backstage.module.css'
import health from './health.module.css'
import { useMoment } from './health-moment.ts'
import type { SetAside } from './health-waiting.tsx'
import { Panel } from './panel.tsx'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'

type Props = { readonly setAside: PlatformHealth['setAside']; readonly handOn: (happening: SetAside) => void }

/** Happenings that could not be handled; they wait here until somebody hands them on again. */
export function HealthSetAside({ setAside: { data, count }, handOn }: Props) {
  const t = useTranslations('health.setAside')
  return (
    <Panel title={t('title')}>
      <RowList label={t('title')} rows={data} columns={useColumns(handOn)} keyOf={({ id }) => id} fileName={t('file')} />
      {count > data.length ? <p className={health['more']}>{t('more', { shown: data.length, count })}</p> : null}
    </Panel>
  )
}

function useColumns(handOn: Props['handOn']): readonly Column<SetAside>[] {
  const t = useTranslations('health.setAside')
  const moment = useMoment()
  return [
    {
      id: 'type',
      title: t('type'),
      value: ({ type }) => type,
      cell: ({ id, type }) => (
        <span className={classes['two']}>
          {type}
          <small className={health['id']}>{id}</small>
        </span>
      ),
    },
    { id: 'at', title: t('at'), value: ({ occurredAt }) => occurredAt, cell: ({ occurredAt }) => moment(occurredAt) },
    {
      id: 'act',
      title: t('act'),
      cell: (happening) => (
        <Button size="xs" variant="default" onClick={() => handOn(happening)}>
          {t('open')}
        </Button>
      ),
    },
  ]
}
