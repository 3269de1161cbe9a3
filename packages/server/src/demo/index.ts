export { demoSignIns, type DemoSignIn } from './people/sign-ins.ts'
export { seedAtScale, type Size } from './seed-at-scale.ts'
export { seedDemo, type Seeded } from './seed-demo.ts'
export { sizeFrom } from './size-from.ts'
