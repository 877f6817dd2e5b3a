import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module.js'
import { readSettings } from './config/settings.js'
import { configure } from './create-app.js'

export async function start(env: Record<string, string | undefined>) {
  const settings = readSettings(env)
  const app = configure(
    await NestFactory.create(AppModule.with(settings, settings.databaseUrl!), { bodyParser: false, logger: ['error', 'warn'] }),
    settings,
  )
  await app.listen(settings.port, settings.host)
}
