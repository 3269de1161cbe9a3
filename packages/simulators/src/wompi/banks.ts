import { pseBanks } from '../sandbox/kernel/pse-banks.ts'

/** The first three decide by themselves, as in Wompi's sandbox; the real codes wait for the payer on the bank's page. */
const banks = [
  { code: '1', name: 'Banco que aprueba' },
  { code: '2', name: 'Banco que declina' },
  { code: '3', name: 'Banco que simula un error' },
  ...pseBanks,
]

export const financialInstitutions = banks.map(({ code, name }) => ({ financial_institution_code: code, financial_institution_name: name }))

export function bankName(code: string): string | undefined {
  return banks.find((bank) => bank.code === code)?.name
}
