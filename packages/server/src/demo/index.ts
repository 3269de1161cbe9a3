export { demoSignIns, type DemoSignIn } from './people/sign-ins.ts'
export { seedDemo, type Seeded } from './seed-demo.ts'
