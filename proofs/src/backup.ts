import { drill } from './backup/drill.ts'
import type { Proof } from './proof.ts'

const ticketsEach = 20_000
const buyers = 20
const limitSeconds = 300

/** a backup of a product that sells, restored into a new place by one command each. `--scale 50` is a million tickets. */
export const prove: Proof = async ({ scale, tell }) => {
  const { figures, problems } = await drill({ tickets: scale * ticketsEach, buyers, tell })
  const slow = [figures['backupSeconds'], figures['restoreSeconds']].some((seconds) => Number(seconds) > limitSeconds)
  return { figures, problems: slow ? [...problems, `backup or restore took longer than ${limitSeconds} s`] : problems }
}
