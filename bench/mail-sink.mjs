// The mail server of the measurement, a process of its own: it takes every mail, after `DELAY_MS` of thinking, and counts them. It does the
// least that SMTP asks for, so that what is measured is who sends.
import net from 'node:net'

const DELAY_MS = Number(process.env.DELAY_MS ?? 0)
const seen = new Set()
let taken = 0

function serve(socket) {
  let inMail = false
  let mail = ''
  const say = line => socket.write(`${line}\r\n`)
  const done = () => {
    taken += 1
    seen.add(/^message-id: *(\S+)/im.exec(mail)?.[1])
    mail = ''
    if (DELAY_MS) setTimeout(() => say('250 taken'), DELAY_MS)
    else say('250 taken')
  }
  const command = line => {
    const word = line.slice(0, 4).toUpperCase()
    if (word === 'DATA') {
      inMail = true
      say('354 go on')
    } else if (word === 'QUIT') socket.end('221 bye\r\n')
    else if (word === 'EHLO') say('250 sink')
    else say('250 ok')
  }
  let rest = ''
  socket.setNoDelay(true)
  socket.setEncoding('latin1')
  socket.on('error', () => undefined)
  socket.on('data', chunk => {
    rest += chunk
    for (;;) {
      const end = inMail ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n')
      if (end < 0) return
      const piece = rest.slice(0, end)
      rest = rest.slice(end + (inMail ? 5 : 2))
      if (inMail) {
        inMail = false
        mail = piece
        done()
      } else command(piece)
    }
  })
  say('220 sink')
}

const server = net.createServer(serve).listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', word => {
  if (word === 'count') process.send({ taken, different: seen.size })
  if (word === 'forget') {
    taken = 0
    seen.clear()
    process.send({})
  }
})
process.on('disconnect', () => process.exit(0))
