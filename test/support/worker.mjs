import 'reflect-metadata'

// Tests make their own databases and must never touch one that the developer's shell points to.
delete process.env.DATABASE_URL
delete process.env.DATA_DIR
process.env.NODE_ENV = 'test'
