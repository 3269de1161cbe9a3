import type { Paths } from '../shell/paths.ts'

/** Pages under an event that only the backstage links to. */
export const messagesPath = (paths: Paths, id: string): string => `${paths.ownEvent({ id })}/mensajes`
export const stockPath = (paths: Paths, id: string): string => `${paths.ownEvent({ id })}/boletas`
export const codesPath = (paths: Paths, id: string): string => `${paths.ownEvent({ id })}/codigos`
export const questionsPath = (paths: Paths, id: string): string => `${paths.ownEvent({ id })}/preguntas`
export const previewPath = (paths: Paths, id: string): string => `${paths.ownEvent({ id })}/vista`
