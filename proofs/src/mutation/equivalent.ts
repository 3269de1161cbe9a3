/** Rules whose absence changes nothing that a test could see, each with its reason. By the name of the mutant. */
export const equivalents: Readonly<Record<string, string>> = {
  'check orders orders_total_minor_check': 'orders_check1 keeps refunds between 0 and the total, so a negative total is refused by it already',
  'unique check_in_lists check_in_lists_of_event': 'contains the primary key; it is there for foreign keys to point at',
}
