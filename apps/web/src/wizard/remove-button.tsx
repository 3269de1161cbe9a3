import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import classes from './wizard.module.css'

/** Takes a row away; nothing has left the building, so there is no question. */
export function RemoveButton({ label, remove }: { readonly label: string; readonly remove: () => void }) {
  return (
    <ActionIcon className={classes['remove'] ?? ''} variant="default" size={36} aria-label={label} title={label} onClick={remove}>
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  )
}
