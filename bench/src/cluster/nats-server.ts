import { natsProgram, startNatsServer, type NatsServer } from '@fashionistas/cli/src/nats-server.ts'

/** A bus for this bench alone. */
export async function startNats(): Promise<NatsServer> {
  const program = natsProgram()
  if ('missing' in program) throw new Error(program.missing)
  return await startNatsServer(program.path)
}
