import { z } from 'zod'
import known from '../sign-ins.json' with { type: 'json' }

const SignIn = z.object({
  role: z.enum([
    'admin',
    'organizer',
    'manager',
    'finance',
    'marketing',
    'coordinator',
    'door',
    'sponsor',
    'venue_manager',
    'professional',
    'attendee',
  ]),
  label: z.object({ es: z.string(), en: z.string() }),
  name: z.string(),
  email: z.email(),
  password: z.string().min(10),
})
export type DemoSignIn = Readonly<z.infer<typeof SignIn>>

const signIns: readonly DemoSignIn[] = z.array(SignIn).parse(known)
/** Who can sign in to the demo season; one password opens all of them. */
export const demoSignIns = (): readonly DemoSignIn[] => signIns
