import { Body, Controller, Get, Post, UseInterceptors } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import { Access } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { OneFile, Received, type ReceivedFile } from '../../uploads/one-file.reader.js'
import { IMPORT_FILES } from '../import-files.js'
import { deskSentence, type DeskCode } from './desk.messages.js'
import { ImportDesk } from './import-desk.js'
import { RunImport } from './run-import.js'
import { csvFilesOf } from './sheets.js'

const HERE = '/desk/import'

/** The importer as a page: files gathered, checked without changing anything, then loaded, all or nothing. */
@Controller('desk/import')
@Access('administrator')
export class ImportPages {
  constructor(
    private readonly desk: ImportDesk,
    private readonly running: RunImport,
    private readonly clock: Clock,
  ) {}

  @Get()
  show() {
    return this.page()
  }

  @Post('files')
  @UseInterceptors(OneFile)
  async add(@Body() body: Record<string, unknown>, @Received() received: ReceivedFile) {
    const as = typeof body.as === 'string' ? body.as : ''
    if (isRefusal(received)) return this.page({ as, field: 'file', refusal: received }, 422)
    const files = await csvFilesOf(received.path, received.originalname, as)
    if (isRefusal(files)) return this.page({ as, field: 'file', refusal: files }, 422)
    const added = await this.desk.add(files, this.clock.now())
    if (isRefusal(added)) return this.page({ as, refusal: added }, 409)
    return redirect(HERE, added.added === 1 ? `${files[0]!.name} is added.` : `${added.added} files are added.`)
  }

  @Post('files/removal')
  async remove(@Body() body: Record<string, unknown>) {
    const name = typeof body.name === 'string' ? body.name : ''
    const answer = await this.desk.remove(name, this.clock.now())
    return isRefusal(answer) ? this.page({ refusal: answer }, 409) : redirect(HERE, `${name} is taken away.`)
  }

  @Post('check')
  check() {
    return this.begin('checking')
  }

  @Post('load')
  load() {
    return this.begin('loading')
  }

  private async begin(what: 'checking' | 'loading') {
    const claimed = await this.desk.claim(what, this.clock.now())
    if (isRefusal(claimed)) return this.page({ refusal: claimed }, 409)
    this.running.begin(claimed.id, what === 'checking')
    return redirect(HERE)
  }

  private async page(more: { as?: string; field?: string; refusal?: Refusal<DeskCode> } = {}, status = 200) {
    const run = await this.desk.shown(this.clock.now())
    const message = more.refusal && deskSentence(more.refusal)
    const errors = message ? [{ field: more.field ?? 'file', message }] : []
    const kinds = IMPORT_FILES.map(({ name, what }) => ({ value: name, text: `${name} (${what})` }))
    return view(
      'modules/imports/views/import.njk',
      { run, kinds, as: more.as, errors, working: run?.state === 'checking' || run?.state === 'loading' },
      status,
    )
  }
}
