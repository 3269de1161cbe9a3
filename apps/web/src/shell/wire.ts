// The contract's client and refusals without its schemas: the package's front door would bring zod into every page (60 kB compressed; Q-09).
export { client } from '@fashionistas/contract/client'
export { Refusal } from '@fashionistas/contract/refusals'
