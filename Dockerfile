# glibc, not Alpine: the password hashing and the build tool come as binaries for it.
FROM node:20-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY .swcrc tsconfig.json ./
COPY src ./src
RUN npm run build
USER node
ENV NODE_ENV=production
EXPOSE 3000
CMD ["npm", "run", "start:prod"]
