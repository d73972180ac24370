import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { request } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { OUR_NUMBER } from '../support/twilio-stand-in.ts';
import { wholeGuide } from '../support/whole-guide.ts';

/** Every setting that is a secret, each with a value of its own. */
const SECRETS = {
  SIGNING_KEY: 'qzsigningkey-qzsigningkey-qzsigningkey',
  DIRECT_LINE_SECRET: 'qzdirectline-qzdirectline-qzdirectline',
  METRICS_TOKEN: 'qzmetrics-qzmetrics-qzmetrics-qzmetrics',
  MICROSOFT_APP_PASSWORD: 'qzmicrosoft-qzmicrosoft-qzmicrosoft-qz',
  TWILIO_AUTH_TOKEN: 'qztwilioqztwilioqztwilioqztwilio',
  OIDC_CLIENT_SECRET: 'qzoidcsecretqzoidcsecretqzoidcsecret',
  TRANSLATOR_KEY: 'qztranslatorkey',
};
/** What seekers write and who they are. */
const WORDS = { word: 'qzhissannut', phone: '401239876', name: 'qzfirstname', user: 'qzteamsuser' };
const NOWHERE = 'http://127.0.0.1:9';
const GUID = '11111111-2222-4333-8444-555555555555';

/** The places of the source in which a secret setting is read. */
const HIDDEN = ['SIGNING_KEY', 'DIRECT_LINE_SECRET', 'METRICS_TOKEN', 'MICROSOFT_APP_PASSWORD'];

describe('the log', function () {
  this.timeout(180_000);

  it('has no secret and no word in it, though everything goes wrong that can', async () => {
    const folder = temporaryFolder('secrets');
    const guide = await wholeGuide({
      ...SECRETS,
      DATA_DIR: folder,
      BOT_UNCHECKED: 'no',
      MICROSOFT_APP_ID: GUID,
      MICROSOFT_APP_TENANT_ID: GUID,
      BOT_OPENID_URL: `${NOWHERE}/openid`,
      OIDC_ISSUER: NOWHERE,
      OIDC_CLIENT_ID: 'guide',
      TRANSLATOR_URL: NOWHERE,
    });
    const secrets = new Set<string>([...Object.values(SECRETS), ...Object.values(WORDS)]);
    try {
      const web = await guide.web();
      secrets.add(web.token);
      await web.say(`${WORDS.word} hömpsis`);
      await web.say('2');
      await web.say(`haluan siivoojaksi, olen ${WORDS.name}, soita 0${WORDS.phone}`);
      for (let turn = 0; turn < 12; turn++) await web.say('1');
      const [code = ''] = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(await web.say('koodi')) ?? [];
      expect(code).to.have.length(9);
      secrets.add(code).add(code.replace('-', ''));
      for (let guess = 0; guess < 7; guess++) await web.say(`BBBB-CCC${guess % 2 ? 3 : 4}`);

      // Text messages: taken, but Twilio refuses the answers.
      const sid = guide.twilio.newSid();
      const sms = { MessageSid: sid, From: `+358${WORDS.phone}`, To: OUR_NUMBER, Body: WORDS.word };
      const signature = (path: string, form: Record<string, string>) =>
        getExpectedTwilioSignature(SECRETS.TWILIO_AUTH_TOKEN, `https://guide.example${path}`, {
          AccountSid: `AC${'0a'.repeat(16)}`,
          ApiVersion: '2010-04-01',
          ...form,
        });
      const to = { to: guide.url, publicUrl: 'https://guide.example' };
      expect(
        (await guide.twilio.webhook(sms, { ...to, signature: signature('/channels/sms', sms) })).status,
      ).to.equal(200);
      await guide.twilio.webhook(sms, { ...to, signature: 'wrong' });

      // Whatever is refused.
      const { token } = web;
      for (const [method, path, headers, body] of [
        ['GET', `/v3/directline/conversations/${web.id}/activities?token=${token}`, {}, undefined],
        ['POST', '/v3/directline/tokens/generate', { authorization: `Bearer ${token}` }, '{}'],
        [
          'POST',
          '/v3/directline/tokens/generate',
          { authorization: `Bearer ${SECRETS.DIRECT_LINE_SECRET}` },
          '{',
        ],
        ['POST', '/chat/token', { 'content-type': 'application/json' }, `{"token":"${token}"`],
        ['POST', '/chat/token', { 'content-type': 'text/plain' }, `{"word":"${WORDS.word}"}`],
        ['POST', '/api/messages', { 'content-type': 'application/json' }, `{"text":"${WORDS.word}"}`],
        [
          'POST',
          '/api/messages',
          { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          JSON.stringify({
            type: 'message',
            channelId: 'msteams',
            serviceUrl: 'https://smba.trafficmanager.net/',
            from: { id: `29:${WORDS.user}` },
            recipient: { id: '28:guide' },
            conversation: { id: 'a:1', conversationType: 'personal' },
            text: WORDS.word,
          }),
        ],
        ['GET', '/metrics', { authorization: `Bearer ${SECRETS.METRICS_TOKEN}x` }, undefined],
        ['GET', '/desk/sign-in', {}, undefined],
        ['GET', `/desk/sign-in/callback?code=${WORDS.word}&state=${token}`, {}, undefined],
        ['GET', '/desk/api/me', { cookie: `__Host-desk=${token}` }, undefined],
        ['GET', `/%zz${WORDS.word}`, {}, undefined],
        ['POST', '/plan', { 'content-type': 'application/x-www-form-urlencoded' }, `token=${token}x`],
      ] as const) {
        const answer = await fetch(guide.url + path, {
          method,
          headers,
          ...(body !== undefined && { body }),
        });
        expect(await answer.text()).to.not.include('qz');
        expect(answer.status, path).to.be.lessThan(500);
      }
      const { body } = await request(guide.url, `/v3/directline/conversations/${web.id}`, { token });
      secrets.add(new URL(String(body.streamUrl)).searchParams.get('t') ?? 'no ticket');
      await wait(3_000);
      await web.say('poista tietoni');
      await web.say('1');
    } finally {
      await guide.stop();
    }
    const output = guide.output();
    // That these went wrong is in the log, so that somebody can mend it.
    for (const code of ['delivery.failed', 'codes.guessed', 'desk.provider-away', 'azure.refused'])
      expect(output, code).to.include(code);
    expect([...secrets].filter((secret) => output.includes(secret))).to.deep.equal([]);
  });

  it('has no password of a database that cannot be reached', async () => {
    const url = 'postgres://guide:qzpassword@127.0.0.1:9/guide';
    const env = { ...process.env, PORT: '0', DATABASE_URL: url };
    for (const command of [['bot/main.ts'], ['bot/store-command.ts', 'count']]) {
      const failed = await promisify(execFile)(process.execPath, command, { env }).catch(
        (error: { stdout: string; stderr: string }) => error,
      );
      expect(failed.stderr).to.include('ECONNREFUSED');
      expect(failed.stdout + failed.stderr).to.not.include('qzpassword');
    }
  });

  it('repeats no secret that is set wrongly', async () => {
    const env = { ...process.env, ...Object.fromEntries(HIDDEN.map((name) => [name, 'qz too short'])) };
    const failed = await promisify(execFile)(process.execPath, ['bot/main.ts'], {
      env: { ...env, DATABASE_URL: 'mysql://guide:qzpassword@db/guide', TWILIO_AUTH_TOKEN: 'qz too short' },
    }).catch((error: { stdout: string; stderr: string }) => error);
    for (const name of [...HIDDEN, 'DATABASE_URL', 'TWILIO_AUTH_TOKEN'])
      expect(failed.stderr).to.include(name);
    expect(failed.stdout + failed.stderr).to.not.include('qz');
  });
});
