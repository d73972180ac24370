import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { everyDoor } from '../support/every-door.ts';
import { ACCOUNT, OUR_NUMBER, PUBLIC, TOKEN } from '../support/twilio-stand-in.ts';

describe('an address that somebody sends', function () {
  this.timeout(60_000);

  it('is never asked by the server, whichever field it stands in', async () => {
    const asked: string[] = [];
    const trap = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const { port } = trap.address() as AddressInfo;
    const at = (name: string) => `http://127.0.0.1:${port}/${name}`;
    const all = await everyDoor();
    try {
      const opened = await fetch(`${all.url}/chat/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"open":true}',
      });
      const { token, conversationId } = (await opened.json()) as { token: string; conversationId: string };
      const everywhere = (what: string) => ({
        type: 'message',
        text: `look at ${at(`${what}-text`)} <img src="${at(`${what}-img`)}">`,
        serviceUrl: at(`${what}-service`),
        attachments: [
          { contentType: 'image/png', contentUrl: at(`${what}-content`), thumbnailUrl: at(`${what}-thumb`) },
          {
            contentType: 'application/vnd.microsoft.teams.file.download.info',
            content: { downloadUrl: at(what) },
          },
        ],
        channelData: { callback: at(`${what}-data`), page: { name: at(`${what}-page`) } },
        value: { url: at(`${what}-value`) },
      });
      const statuses: number[] = [];
      const post = async (path: string, headers: Record<string, string>, body: string) => {
        const answer = await fetch(all.url + path, { method: 'POST', headers, body });
        await answer.text();
        statuses.push(answer.status);
      };
      const json = (bearer: string) => ({
        'content-type': 'application/json',
        authorization: `Bearer ${bearer}`,
      });
      const path = `/v3/directline/conversations/${conversationId}/activities`;
      await post(path, json(token), JSON.stringify(everywhere('web')));
      // Signed by Microsoft, even so: the connector that it names is allowed, the other addresses are only words.
      const activity = {
        ...all.connector.activity(),
        ...everywhere('teams'),
        serviceUrl: all.connector.base,
      };
      await post('/api/messages', json(await all.connector.token()), JSON.stringify(activity));
      const forged = { ...activity, serviceUrl: at('teams-service') };
      await post(
        '/api/messages',
        json(await all.connector.token({ claims: { serviceurl: at('teams-service') } })),
        JSON.stringify({ ...forged, serviceUrl: `http://localhost:${port}/teams-service` }),
      );
      const sms = {
        AccountSid: ACCOUNT,
        MessageSid: all.twilio.newSid(),
        From: '+358401234567',
        To: OUR_NUMBER,
        Body: at('sms-text'),
        NumMedia: '1',
        MediaUrl0: at('sms-media'),
        MediaContentType0: 'image/png',
        StatusCallback: at('sms-status'),
      };
      await post(
        '/channels/sms',
        {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': getExpectedTwilioSignature(TOKEN, `${PUBLIC}/channels/sms`, sms),
        },
        new URLSearchParams(sms).toString(),
      );
      expect(statuses).to.deep.equal([200, 200, 401, 200]);
      await wait(500);
      expect(asked).to.deep.equal([]);
      // The trap does hear who asks.
      await fetch(at('test'));
      expect(asked).to.deep.equal(['/test']);
    } finally {
      await all.stop();
      trap.closeAllConnections();
      trap.close();
    }
  });
});
