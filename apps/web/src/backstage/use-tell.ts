'use client'
import { notifications } from '@mantine/notifications'
import { useProblem } from '../shell/problem.ts'

/** Says in a corner what went wrong, and what to do. */
export function useTellFailure(): (error: unknown) => void {
  const problemOf = useProblem()
  return (error) => {
    const { title, detail } = problemOf(error)
    notifications.show({ title, message: detail, color: 'red', autoClose: 9_000 })
  }
}

/** Says in a corner that it is done. */
export const tell = (message: string): void => {
  notifications.show({ message, color: 'green', autoClose: 4_000 })
}
