import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import { sortRows } from './sort-rows.ts'

const columns = [
  { title: 'Nombre', value: (row: { name: string; total: number | null }) => row.name },
  { title: 'Total', value: (row: { name: string; total: number | null }) => row.total },
]

test('T-11 a saved list quotes what holds commas and never lets a name run as a formula', () => {
  const file = csvOf(columns, [
    { name: 'Gómez, "Ana"', total: 5 },
    { name: '=HYPERLINK("x")', total: null },
    { name: '+57 300 123 4567', total: 1 },
  ])
  expect(file.split('\r\n').slice(0, 4)).toEqual(['\uFEFFNombre,Total', '"Gómez, ""Ana""",5', `"'=HYPERLINK(""x"")",`, '+57 300 123 4567,1'])
})

test('T-11 sorting forgives accents and capitals and leaves what has no value at the end both ways', () => {
  const rows = [{ v: 'Zoé' }, { v: null }, { v: 'ángela' }, { v: 'Bea' }]
  expect(sortRows(rows, ({ v }) => v, false).map(({ v }) => v)).toEqual(['ángela', 'Bea', 'Zoé', null])
  expect(sortRows(rows, ({ v }) => v, true).map(({ v }) => v)).toEqual(['Zoé', 'Bea', 'ángela', null])
})

test('T-11 sorting loses no row', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), (rows) => {
      expect(
        sortRows(
          sortRows(rows, (row) => row, true),
          (row) => row,
          false,
        ),
      ).toEqual(sortRows(rows, (row) => row, false))
    }),
  )
})
