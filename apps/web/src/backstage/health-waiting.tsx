'use client'
import type { PlatformHealth } from '@fashionistas/contract'
import { Drawer } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import classes from './backstage.module.css'
import { HandOnForm } from './health-hand-on-form.tsx'
import { HealthReviews } from './health-reviews.tsx'
import { HealthSetAside } from './health-set-aside.tsx'
import { ReviewForm } from './health-review-form.tsx'
import { Panel } from './panel.tsx'

export type Review = PlatformHealth['reviews']['data'][number]
export type SetAside = PlatformHealth['setAside']['data'][number]

/** What only an admin can settle: money of an unexpected amount, and happenings that failed. */
export function HealthWaiting({ health: { reviews, setAside } }: { readonly health: PlatformHealth }) {
  const t = useTranslations('health')
  const [reviewing, setReviewing] = useState<Review>()
  const [handing, setHanding] = useState<SetAside>()
  const closing = { 'aria-label': t('close') }
  return (
    <>
      {reviews.count + setAside.count === 0 ? (
        <Panel title={t('waiting.title')}>
          <p className={classes['calm']}>{t('waiting.none')}</p>
        </Panel>
      ) : null}
      {reviews.count > 0 ? <HealthReviews reviews={reviews} decide={setReviewing} /> : null}
      {setAside.count > 0 ? <HealthSetAside setAside={setAside} handOn={setHanding} /> : null}
      <Drawer
        opened={reviewing !== undefined}
        onClose={() => setReviewing(undefined)}
        position="right"
        title={t('review.title')}
        closeButtonProps={closing}
      >
        {reviewing ? <ReviewForm review={reviewing} done={() => setReviewing(undefined)} /> : null}
      </Drawer>
      <Drawer
        opened={handing !== undefined}
        onClose={() => setHanding(undefined)}
        position="right"
        title={t('handOn.title')}
        closeButtonProps={closing}
      >
        {handing ? <HandOnForm happening={handing} done={() => setHanding(undefined)} /> : null}
      </Drawer>
    </>
  )
}
