'use client'
import { useThrottledCallback } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useLive } from '../shell/live.ts'

/** A hot sale hints a hundred times a second; the eye and the api are served by two or three refreshes. */
const calmMs = 400

/** Asks again for a branch of what is in memory whenever one of the topics says that something changed. */
export function useLiveQueries(topics: readonly string[], branch: readonly unknown[]): void {
  const queries = useQueryClient()
  const refresh = useThrottledCallback(() => void queries.invalidateQueries({ queryKey: branch }, { cancelRefetch: false }), calmMs)
  useLive([...topics], refresh)
}
