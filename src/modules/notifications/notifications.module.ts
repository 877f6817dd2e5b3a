import { Module } from '@nestjs/common'
import { Backlog } from './backlog.reader.js'
import { MailPages } from './mail.pages.js'
import { MailQueries } from './mail.queries.js'
import { CalendarReader } from './calendar/calendar.reader.js'
import { OvertakenEntries } from './calendar/overtaken-entries.js'
import { NotificationsReader } from './notifications.reader.js'
import { Outbox } from './notifications.writer.js'
import { MessageSender } from './sender.writer.js'
import { Batches } from './sending/batches.js'
import { Claims } from './sending/claims.js'
import { Composer } from './sending/composer.js'
import { InHand } from './sending/in-hand.js'
import { MessagesPages } from './sending/messages.pages.js'
import { MessagesQueries } from './sending/messages.queries.js'
import { Notes } from './sending/notes.js'
import { Outcomes } from './sending/outcomes.js'
import { Prepare } from './sending/prepare.js'
import { SendAgain } from './sending/send-again.js'
import { StillTrue } from './still-true.writer.js'
import { EditedWords } from './templates/edited-words.js'
import { SaveTemplate } from './templates/save-template.js'
import { TemplatesPages } from './templates/templates.pages.js'
import { TemplatesQueries } from './templates/templates.queries.js'
import { Wanted } from './wanted.writer.js'

/** What the sender is made of. */
const sending = [MessageSender, Batches, Claims, Composer, InHand, Notes, Outcomes, Prepare, MessagesQueries, SendAgain]

@Module({
  controllers: [MailPages, TemplatesPages, MessagesPages],
  providers: [
    Backlog,
    Outbox,
    NotificationsReader,
    MailQueries,
    StillTrue,
    OvertakenEntries,
    CalendarReader,
    Wanted,
    EditedWords,
    SaveTemplate,
    TemplatesQueries,
    ...sending,
  ],
  exports: [Backlog, CalendarReader, Outbox, NotificationsReader, StillTrue, Wanted, MessageSender],
})
export class NotificationsModule {}
