import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The operating system account that Postgres runs as; empty means "the one this process already has". */
export interface Account {
  uid?: number
  gid?: number
}

const USUAL_NOBODY = 65534

/** Postgres refuses to run as root, so root steps down to `nobody`, which every system has; nobody needs to be added. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const line = passwordFile().find(entry => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid ?? USUAL_NOBODY), gid: Number(gid ?? USUAL_NOBODY) }
}

/** Can the account enter this folder? A checkout under a home of mode 0700 is closed to everybody but its owner. */
export function canEnter(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

function passwordFile(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n')
  } catch {
    return []
  }
}
