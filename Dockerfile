# The backend and its pages without a window: `npm run serve` in a container. Everything it keeps is in /data.
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run -s build

FROM node:22.20.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:22.20.0-bookworm-slim
LABEL org.opencontainers.image.title="Clickstream Console" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/package.json /app/tsconfig.json /app/LICENSE ./
COPY --from=build /app/out/renderer ./out/renderer
COPY --from=build /app/backend ./backend
COPY --from=build /app/streaming ./streaming
COPY --from=build /app/scripts ./scripts
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--require", "./scripts/threads.cjs", "--import", "tsx", "--import", "./scripts/register.mjs", "scripts/serve.ts"]
