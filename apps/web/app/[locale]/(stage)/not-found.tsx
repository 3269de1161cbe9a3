import { NotFoundView } from '../../../src/shell/not-found-view.tsx'

export default function NotFound() {
  return <NotFoundView />
}
