/** One block of a tar file: what a part is called and how long it is. Any `tar` lists and unpacks a backup. */
export type TarHeader = { readonly name: string; readonly bytes: number }

export const blockBytes = 512
const nameBytes = 100
const largestOctal = 0o77777777777

export function tarHeader({ name, bytes }: TarHeader): Buffer {
  const block = Buffer.alloc(blockBytes)
  if (Buffer.byteLength(name) > nameBytes) throw new Error(`the name of a part is too long for a tar file: ${name}`)
  block.write(name, 0)
  block.write('0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  writeSize(block, bytes)
  block.write('00000000000\0', 136)
  block.write('        0', 148) // the sum counts as spaces while it is made; then the kind: a file
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** Undefined at the end of the archive. */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  if (block.length < blockBytes || block.every((byte) => byte === 0)) return undefined
  if (block.toString('latin1', 257, 262) !== 'ustar') throw new Error('this is not a backup: a part has no header')
  return { name: block.toString('utf8', 0, nameBytes).replace(/\0.*$/s, ''), bytes: readSize(block) }
}

/** Eleven octal digits, or for 8 GiB and more GNU's binary number, marked by the first bit. */
function writeSize(block: Buffer, bytes: number): void {
  if (bytes <= largestOctal) return void block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  block[124] = 0x80
  block.writeBigUInt64BE(BigInt(bytes), 128)
}

function readSize(block: Buffer): number {
  return block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(block.toString('latin1', 124, 135), 8)
}

export const paddingOf = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes
