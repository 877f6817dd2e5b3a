import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { ACCESS } from '../../web/access.js'

type Handlers = Record<string, () => unknown>

/** A route that nobody thought about does not start: the product names it and stops. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.undeclared(metatype) : []))
    if (open.length) throw new Error(`Say with @Access who may use ${open.join(', ')}`)
  }

  private undeclared(controller: NonNullable<ReturnType<DiscoveryService['getControllers']>[number]['metatype']>): string[] {
    const handlers = controller.prototype as Handlers
    return this.scanner
      .getAllMethodNames(handlers)
      .filter(name => Reflect.hasMetadata('path', handlers[name]!))
      .filter(name => !this.reflector.getAllAndOverride(ACCESS, [handlers[name]!, controller]))
      .map(name => `${controller.name}.${name}`)
  }
}
