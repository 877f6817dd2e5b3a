import { Module, type DynamicModule } from '@nestjs/common'
import { SETTINGS, type Settings } from './settings.js'

/** Hands the settings, read once at start, to every module. */
@Module({})
export class SettingsModule {
  static with(settings: Settings): DynamicModule {
    return { module: SettingsModule, global: true, providers: [{ provide: SETTINGS, useValue: settings }], exports: [SETTINGS] }
  }
}
