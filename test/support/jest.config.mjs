import base from '../../jest.config.js'

// .swcrc leaves specs out of the build; read here too, it would keep Jest from compiling them.
const withoutSwcrc = ([name, options]) => [name, { ...options, swcrc: false }]

export default {
  ...base,
  rootDir: '../..',
  transform: Object.fromEntries(Object.entries(base.transform).map(([pattern, transform]) => [pattern, withoutSwcrc(transform)])),
}
