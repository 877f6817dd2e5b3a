import { applyDecorators, Header } from '@nestjs/common'

/** A page whose address is a secret: kept by no cache, listed by no search engine, and its address told to no other site. */
export const SecretPage = () =>
  applyDecorators(
    Header('Cache-Control', 'no-store'),
    Header('Referrer-Policy', 'no-referrer'),
    Header('X-Robots-Tag', 'noindex, nofollow'),
  )
