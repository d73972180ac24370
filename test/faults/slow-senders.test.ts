import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { echoGuide } from '../support/echo-guide.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { slowSenders } from './slow-senders.ts';

describe('slow senders', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer({ guide: echoGuide() });
  });
  afterEach(() => server.stop());

  it('who send byte by byte are answered', async () => {
    const socket = connect(server.port, '127.0.0.1');
    const body = JSON.stringify({ lang: 'so' });
    const request = `POST /chat/token HTTP/1.1\r\nHost: guide\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answer = text(socket);
    for (const sign of request) {
      socket.write(sign);
      await wait(2);
    }
    expect(await answer).to.match(/^HTTP\/1\.1 200 .*"token":/s);
  });

  it('who do not finish hold up nobody else', async () => {
    const { answered, slowest } = await slowSenders(server.url, { connections: 200, until: 1_500 });
    expect(answered).to.be.greaterThan(5);
    expect(slowest).to.be.lessThan(1_000);
  });
});
