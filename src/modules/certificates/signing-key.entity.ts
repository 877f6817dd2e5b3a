import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An Ed25519 key that transcripts are signed with. The private half is sealed with the product's secret: the database alone signs nothing. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('uuid') id: string
  /** SubjectPublicKeyInfo, base64. */
  @Column('text') publicKey: string
  /** The private half under AES-256-GCM: nonce, tag and text, base64, with dots between. */
  @Column('text') sealed: string
  @Column('timestamptz') madeAt: Date
}
