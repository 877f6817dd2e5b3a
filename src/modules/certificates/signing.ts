import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign, verify } from 'node:crypto'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { newId } from '../../shared/ids.js'

interface KeyRow {
  id: string
  sealed: string
}

const NEWEST = 'SELECT id, sealed FROM signing_key ORDER BY made_at DESC, id DESC LIMIT 1'
const ADD = 'INSERT INTO signing_key (id, public_key, sealed, made_at) VALUES ($1, $2, $3, $4)'
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12

/**
 * Signs with a key of the product's own. Its private half lies in the database, sealed with a key that is worked out from SECRET: neither a
 * copy of the database nor the secret alone can sign. When the secret was changed the old key cannot be opened any more; a new one is made,
 * and what the old one signed is still verified by its public half.
 */
@Injectable()
export class Signing {
  private readonly sealing: Buffer

  constructor(@Inject(SETTINGS) { secret }: Settings) {
    this.sealing = Buffer.from(hkdfSync('sha256', secret, '', 'goldthread: keys that sign transcripts', 32))
  }

  /** An Ed25519 signature over the text, base64url, and the id of its key. Makes the key where there is none yet. */
  async sign(tx: EntityManager, text: string, now: Date): Promise<{ keyId: string; signature: string }> {
    const { id, key } = await this.key(tx, now)
    return { keyId: id, signature: sign(null, Buffer.from(text), key).toString('base64url') }
  }

  private async key(tx: EntityManager, now: Date): Promise<{ id: string; key: KeyObject }> {
    const [newest] = await tx.query<KeyRow[]>(NEWEST)
    const opened = newest && this.open(newest.sealed)
    if (newest && opened) return { id: newest.id, key: opened }
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const id = newId()
    const sealed = this.seal(privateKey.export({ type: 'pkcs8', format: 'der' }))
    await tx.query(ADD, [id, publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), sealed, now])
    return { id, key: privateKey }
  }

  private seal(plain: Buffer): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.sealing, nonce)
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return [nonce, cipher.getAuthTag(), text].map(part => part.toString('base64')).join('.')
  }

  private open(sealed: string): KeyObject | null {
    const [nonce, tag, text] = sealed.split('.').map(part => Buffer.from(part, 'base64'))
    try {
      const cipher = createDecipheriv(CIPHER, this.sealing, nonce!)
      cipher.setAuthTag(tag!)
      return createPrivateKey({ key: Buffer.concat([cipher.update(text!), cipher.final()]), type: 'pkcs8', format: 'der' })
    } catch {
      // Sealed with another secret.
      return null
    }
  }
}

/** Whether the text is, byte for byte, what this key signed. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
