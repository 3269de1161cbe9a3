'use client'
import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'

/* The drawing library is heavy and needs the width of the screen: it comes after the figures. */
export const DaysCurve = dynamic(() => import('./curves.tsx').then((curves) => curves.DaysCurve), {
  ssr: false,
  loading: () => <Skeleton height={240} />,
})
export const CumulatedCurve = dynamic(() => import('./curves.tsx').then((curves) => curves.CumulatedCurve), {
  ssr: false,
  loading: () => <Skeleton height={280} />,
})
export const HoursBars = dynamic(() => import('./curves.tsx').then((curves) => curves.HoursBars), {
  ssr: false,
  loading: () => <Skeleton height={200} />,
})
