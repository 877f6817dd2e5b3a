import { STAFF } from './tour.js'
import { visitAll } from './visits.js'

visitAll(STAFF)
