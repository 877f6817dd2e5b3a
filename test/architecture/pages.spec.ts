import { expect, it } from '@jest/globals'
import { DELEGATES, STAFF } from '../journeys/tour.js'
import { routes } from './routes.table.js'

const tour = [...DELEGATES, ...STAFF].map(({ path }) => path.replace(/\?.*/, ''))
const isPage = (route: string) =>
  route.startsWith('GET ') &&
  !/ (\/api\/v1\/|\/health|\/ready|\/metrics|\/desk\/queues\/\*path|.*\.(json|rss|ics|csv|html|eml|pdf|xlsx)$|.*\/file$|.*\/pictures\/:number$)/.test(
    route,
  )

function isVisited(route: string): boolean {
  const pattern = new RegExp(`^${route.replace('GET ', '').replace(/:\w+/g, '[^/]+')}$`)
  // A fixed path may look like one with a name in it: `new` is no course.
  return tour.some(path => pattern.test(path) && !(route.includes(':') && path.endsWith('/new')))
}

it('every page is visited by a journey, and checked there for everybody', () => {
  expect(Object.keys(routes).filter(route => isPage(route) && !isVisited(route))).toEqual([])
})

it('a page that is not would be told', () => {
  expect(isVisited('GET /desk/courses/:key/history')).toBe(false)
  expect(isVisited('GET /courses/:key')).toBe(true)
})
