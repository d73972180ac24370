import { hostname } from 'node:os';
import { pino } from 'pino';
import { KnowledgeError } from '../knowledge/base.ts';
import { openKnowledge } from '../knowledge/open.ts';
import { commonWords } from '../knowledge/understanding/common-words.ts';
import { openAzure } from './azure/index.ts';
import { createReturnCodes } from './codes/index.ts';
import { readConfig } from './config.ts';
import { createDelivery } from './conversations/delivery.ts';
import { takeElsewhere } from './conversations/elsewhere.ts';
import { createLease } from './conversations/lease.ts';
import { createTurns } from './conversations/turns.ts';
import { adoptLeft } from './desk/adopt.ts';
import { createCases } from './desk/index.ts';
import { createSignals } from './desk/signals.ts';
import { createTeamsDesk } from './desk/teams/index.ts';
import { libreTranslate } from './desk/translator.ts';
import { createWebDesk } from './desk/web/index.ts';
import { openIdConnect } from './desk/web/oidc.ts';
import { GuideError } from './errors.ts';
import { openCloud } from './framework/cloud.ts';
import { createGuide } from './guide.ts';
import { isLoopback } from './http/loopback.ts';
import { onceAmongAll, onceHere } from './once.ts';
import { storedKey } from './secret.ts';
import { startServer } from './server.ts';
import { dangerHeard } from './sms/danger.ts';
import { createSms } from './sms/index.ts';
import type { SmsSettings } from './sms/settings.ts';
import { openTwilio } from './sms/twilio.ts';
import { openStorage } from './storage/index.ts';
import { registered } from './storage/register.ts';
import { enforceRetention } from './storage/retention.ts';
import { localDay } from './today.ts';
import { createMisses } from './turn/misunderstood.ts';
import { languageOf } from './turn/voice.ts';
import { countBacklogs, countSegments, createMetrics } from './watching/metrics.ts';
import { createThread } from './watching/thread.ts';
import { threadedGuide, threadedSender, threadedStore } from './watching/threaded.ts';

/** Starts the guide with the settings of the environment, and stops it gracefully when asked. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const telemetry = config.tracesEndpoint
    ? (await import('./watching/open-telemetry.ts')).openTelemetry(`${hostname()}-${process.pid}`)
    : undefined;
  const thread = createThread(telemetry);
  const log = pino({ level: config.logLevel, mixin: thread.fields });
  const now = () => Date.now();
  const knowledge = await openKnowledge({ cacheFolder: `${config.dataDir}/model` });
  const metrics = createMetrics();
  const { store: everything, shared } = await openStorage(config, (error: Error & { code?: string }) => {
    metrics.alarm();
    log.error({ code: error.code ?? error.name, detail: error.message }, 'storage');
  });
  const store = threadedStore(metrics.watchStore(registered(everything, now)), thread);
  const signingKey = config.signingKey ?? (await storedKey(store, config.dataDir));
  const secret = new TextEncoder().encode(signingKey);
  const codes = createReturnCodes({ store, secret, log, now });
  const today = () => localDay(now(), config.timeZone);
  const { lease, silence } = config.desk;
  const cases = createCases({ store, base: knowledge.base, now, timeZone: config.timeZone, lease });
  const misses = createMisses({ store, today, isCommon: commonWords(knowledge.base) });
  const guide = threadedGuide(
    metrics.watchGuide(createGuide({ knowledge, desk: cases.moves, codes, today, log })),
    thread,
  );
  const cloud = config.microsoftAppId || config.botUnchecked ? await openCloud(config) : undefined;
  const azure = cloud && openAzure({ config, cloud, log, now, languageOf: languageOf(knowledge) });
  if (config.botUnchecked)
    log.warn('BOT_UNCHECKED: /api/messages takes messages from anybody on this machine');
  const sms =
    config.sms &&
    createSms({
      settings: config.sms,
      twilio: await openTwilio(config.sms),
      store,
      secret,
      danger: dangerHeard(knowledge),
      timeZone: config.timeZone,
      log,
      now,
    });
  const delivery = createDelivery({
    store,
    senders: [...(azure?.senders ?? []), ...(sms ? [sms.sender] : [])].map((one) =>
      threadedSender(one, thread),
    ),
    log,
    now,
    told: metrics.delivered,
    lease: shared && createLease({ store, node: shared.node, now }),
  });
  const turns = createTurns({
    store,
    guide,
    now,
    wake: shared?.wake,
    outbox: {
      ...delivery.outbox,
      after: (conversation) => thread.outside(() => delivery.outbox.after(conversation)),
    },
    elsewhere: takeElsewhere({ misses, codes, queue: cases.queue, sms }),
    kept: cases.queue.see,
    misses,
    uncounted: (error) => log.error({ code: error.code ?? error.name }, 'a miss was not counted'),
  });
  codes.start(turns);
  await sms?.start(turns);
  await cases.queue.start(turns.find, shared?.wake);
  await cases.presence.start(shared?.wake);
  await adoptLeft(store, turns, cases.moves);
  const signals = createSignals();
  const web = createWebDesk({
    ...cases,
    store,
    turns,
    guide,
    knowledge,
    codes,
    signals,
    translator: config.desk.translator && libreTranslate(config.desk.translator),
    oidc: config.desk.oidc && openIdConnect(config.desk.oidc),
    log,
    now,
    today,
    lease,
    silence,
  });
  const teamsDesk =
    cloud && config.desk.teamsCoaches.size > 0
      ? createTeamsDesk({
          ...cases,
          cloud,
          store,
          desk: web.desk,
          turns,
          knowledge,
          coaches: config.desk.teamsCoaches,
          tenantId: config.microsoftAppTenantId,
          log,
          now,
          today,
          timeZone: config.timeZone,
        })
      : undefined;
  const server = await startServer({
    config,
    turns,
    pages: { knowledge, codes, today, store, smsNumber: config.smsNumber ?? numberOf(config.sms?.sender) },
    ...(azure && { azure: { mount: (http, all) => azure.mount(http, all, teamsDesk) } }),
    desk: { web, signals },
    operate: { store, metrics },
    log,
    thread,
    sms,
    cameFrom: codes.from,
    secret,
    once: shared ? onceAmongAll(store) : onceHere(now),
    now,
  });
  countBacklogs(metrics, { store, queue: cases.queue, now });
  if (sms) countSegments(metrics, sms.meter, config.sms?.segmentsAMonth);
  web.start();
  await teamsDesk?.start();
  await delivery.start(turns);
  const retain = async () => {
    const erased = (await enforceRetention(store, now())).filter((one) => one.erased > 0);
    metrics.retained(erased);
    log.info({ code: 'retention.done', erased }, 'what has reached its end is erased');
  };
  const retention = setInterval(
    () => retain().catch(({ name, code }) => log.error({ code: 'retention.failed', err: { name, code } })),
    3_600_000,
  );
  process.stdout.write(`\nThe guide is ready. Open ${server.url}\n`);
  if (!config.desk.oidc && isLoopback(config.host)) {
    const link = web.localLink({ id: 'coach-1', name: 'Coach 1', roles: ['coach', 'lead'] });
    process.stdout.write(`For a coach, once: ${server.url}${link}\n`);
  }
  process.stdout.write('\n');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    clearInterval(retention);
    await server.stop();
    await sms?.stop();
    await teamsDesk?.stop();
    await delivery.stop();
    await shared?.wake.close();
    await store.close();
    await telemetry
      ?.close()
      .catch((error: Error) => log.warn({ err: { name: error.name } }, 'traces were not sent'));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

/** The number that text messages come from, where it is one number. */
const numberOf = (sender: SmsSettings['sender'] | undefined) =>
  sender && 'from' in sender ? sender.from : undefined;

main().catch((error: Error & { code?: string; port?: number }) => {
  const explained = error instanceof GuideError || error instanceof KnowledgeError;
  const text =
    error.code === 'EADDRINUSE'
      ? `Port ${error.port} is in use. Stop what uses it, or name another one: PORT=3979 npm start`
      : explained
        ? error.message
        : (error.stack ?? error.message);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
  // A store that was opened before the failure must not keep the process.
  setTimeout(() => process.exit(1), 100).unref();
});
