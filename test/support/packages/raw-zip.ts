import { crc32, deflateRawSync } from 'node:zlib'

/** One file of an archive; what is left out is as an honest program writes it, what is given is written as given. */
export interface RawEntry {
  name: string | Buffer
  data?: string | Buffer
  /** 8: packed; 0: as it is. */
  method?: number
  flags?: number
  /** The Unix mode, in the upper half of the attributes. */
  mode?: number
  crc?: number
  size?: number
  packedSize?: number
  /** Packed bytes instead of those of `data`. */
  packed?: Buffer
  /** Where the list says that the file begins; by default where it does. */
  offset?: number
  extra?: Buffer
  /** The name in front of the file itself, where it is to differ from the list's. */
  localName?: string
}

interface Ending {
  count?: number
  listAt?: number
  listSize?: number
  comment?: string
}

const UTF8 = 0x800

/** An archive, byte by byte. It will write what no program would: that is what it is for. */
export function rawZip(entries: readonly RawEntry[], ending: Ending = {}): Buffer {
  const locals: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const ready = prepare(entry)
    const local = localHeader(entry, ready)
    list.push(listed(entry, ready, entry.offset ?? at))
    locals.push(local, ready.packed)
    at += local.length + ready.packed.length
  }
  const listBytes = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(ending.count ?? entries.length, 8)
  end.writeUInt16LE(ending.count ?? entries.length, 10)
  end.writeUInt32LE(ending.listSize ?? listBytes.length, 12)
  end.writeUInt32LE(ending.listAt ?? at, 16)
  const comment = Buffer.from(ending.comment ?? '')
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, listBytes, end, comment])
}

interface Ready {
  packed: Buffer
  method: number
  flags: number
  crc: number
  size: number
  packedSize: number
}

function prepare({ data = '', method = 8, flags = UTF8, ...given }: RawEntry): Ready {
  const bytes = Buffer.from(data as string)
  const packed = given.packed ?? (method === 8 ? deflateRawSync(bytes, { level: 9 }) : bytes)
  return {
    packed,
    method,
    flags,
    crc: given.crc ?? crc32(bytes),
    size: given.size ?? bytes.length,
    packedSize: given.packedSize ?? packed.length,
  }
}

function common(ready: Ready): Buffer {
  const buffer = Buffer.alloc(22)
  buffer.writeUInt16LE(20, 0)
  buffer.writeUInt16LE(ready.flags, 2)
  buffer.writeUInt16LE(ready.method, 4)
  buffer.writeUInt32LE(ready.crc, 10)
  buffer.writeUInt32LE(ready.packedSize, 14)
  buffer.writeUInt32LE(ready.size, 18)
  return buffer
}

const lengths = (name: Buffer, extra: Buffer): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt16LE(name.length, 0)
  buffer.writeUInt16LE(extra.length, 2)
  return buffer
}

function localHeader(entry: RawEntry, ready: Ready): Buffer {
  const name = Buffer.from((entry.localName ?? entry.name) as string)
  const none = Buffer.alloc(0)
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(ready), lengths(name, none), name])
}

function listed(entry: RawEntry, ready: Ready, offset: number): Buffer {
  const name = Buffer.from(entry.name as string)
  const extra = entry.extra ?? Buffer.alloc(0)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
  rest.writeUInt32LE(offset, 10)
  // Made by version 2.0 on Unix.
  const madeBy = Buffer.from([20, 3])
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, common(ready), lengths(name, extra), rest, name, extra])
}

/** The extra field in which an archive of more than 4 GB keeps its sizes: unpacked, packed, and where the file begins. */
export function zip64Extra(...sizes: bigint[]): Buffer {
  const extra = Buffer.alloc(4 + sizes.length * 8)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(sizes.length * 8, 2)
  sizes.forEach((size, i) => extra.writeBigUInt64LE(size, 4 + i * 8))
  return extra
}
