/** Loaded into each child: when the launcher dies, even by kill -9, its children do not stay behind with their ports. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
