import { DELEGATES } from './tour.js'
import { visitAll } from './visits.js'

visitAll(DELEGATES)
