# One node. Built in one stage, run in another without the tools, by a user who owns nothing.
FROM node:26-bookworm-slim AS build
WORKDIR /parley
COPY package.json package-lock.json ./
COPY scripts ./scripts
RUN npm install --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -rf .next/cache
# What only the build needs although Next and the pages depend on it: the compiler, pictures, icons.
RUN rm -rf node_modules/@next/swc-* node_modules/@img node_modules/sharp node_modules/lucide-react

FROM node:26-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PARLEY_LOG=info PARLEY_DATA=/data PORT=3000
WORKDIR /parley
COPY --from=build /parley/package.json /parley/next.config.mjs ./
COPY --from=build /parley/node_modules ./node_modules
COPY --from=build /parley/.next ./.next
COPY --from=build /parley/simulations ./simulations
COPY --from=build /parley/server ./server
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=2s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "server/main.ts"]
