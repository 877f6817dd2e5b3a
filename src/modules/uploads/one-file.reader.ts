import {
  BadRequestException,
  createParamDecorator,
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import type { Request } from 'express'
import { from, lastValueFrom, type Observable, of } from 'rxjs'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { type UploadedFile, UploadStorage } from '../../web/upload-storage.js'

export type { UploadedFile } from '../../web/upload-storage.js'
export type ReceiveCode = 'file-missing' | 'file-several' | 'file-too-large' | 'file-half-sent'
/** A file that lies on the disk until the answer is given, or why there is none. */
export type ReceivedFile = UploadedFile | Refusal<ReceiveCode>

type Receiving = Request & { file?: UploadedFile; received?: ReceivedFile }

const ReadFile = FileInterceptor('file')
const SEVERAL = ['LIMIT_FILE_COUNT', 'LIMIT_UNEXPECTED_FILE']
// Browsers send names of files in UTF-8; fields are short, and a form has few.
const LIMITS = { files: 1, fields: 30, parts: 31, fieldSize: 20_000 }

/**
 * Reads a form with one file, in its field `file`, which must be the last: what was typed is then known whatever is wrong with the file.
 * The file is gone when the answer is. What is wrong with it is for the page to say, beside the field.
 */
@Injectable()
export class OneFile implements NestInterceptor {
  private readonly reading: NestInterceptor

  constructor(private readonly storage: UploadStorage) {
    this.reading = new ReadFile({ storage, limits: LIMITS, defParamCharset: 'utf8' })
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Receiving>()
    request.received = await this.receive(context, request)
    request.body ??= {}
    return from(this.answer(next, request.file))
  }

  private async answer(next: CallHandler, file: UploadedFile | undefined): Promise<unknown> {
    try {
      return await lastValueFrom(next.handle())
    } finally {
      if (file) await this.storage.remove(file)
    }
  }

  private async receive(context: ExecutionContext, request: Receiving): Promise<ReceivedFile> {
    try {
      await lastValueFrom(await this.reading.intercept(context, { handle: () => of(null) }))
    } catch (error) {
      return problemOf(error)
    }
    const { file } = request
    if (!file) return refuse('file-missing')
    return file.tooLarge ? refuse('file-too-large', { most: this.storage.mostMb }) : file
  }
}

/** What a person can put right is a refusal; anything else stays the error it is. */
function problemOf(error: unknown): Refusal<ReceiveCode> {
  const cause = error instanceof HttpException ? (error.cause as { code?: string; message?: string } | undefined) : undefined
  if (cause?.code && SEVERAL.includes(cause.code)) return refuse('file-several')
  if (/^Unexpected end of (form|file)/.test(cause?.message ?? '')) return refuse('file-half-sent')
  // Whoever went away in the middle is no fault of ours, and hears nothing any more.
  if (error instanceof Error && /^Request (aborted|closed)$/.test(error.message)) throw new BadRequestException(error.message)
  throw error
}

/** The file of the form, where `OneFile` has read it. */
export const Received = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ReceivedFile =>
    context.switchToHttp().getRequest<Receiving>().received ?? refuse('file-missing'),
)
