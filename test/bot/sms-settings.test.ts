import { expect } from 'chai';
import { readConfig } from '../../bot/config.ts';
import type { ConfigError } from '../../bot/errors.ts';
import { ACCOUNT, OUR_NUMBER, PUBLIC, TOKEN } from '../support/twilio-stand-in.ts';

describe('the settings of text messages', () => {
  const good = {
    PUBLIC_URL: PUBLIC,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM: OUR_NUMBER,
  };
  const problems = (env: Record<string, string>) => {
    try {
      readConfig(env);
      return [];
    } catch (error) {
      return (error as ConfigError).problems;
    }
  };

  it('are none unless something is set', () => {
    expect(readConfig({}).sms).to.equal(undefined);
    expect(readConfig(good).sms).to.deep.include({
      sender: { from: OUR_NUMBER },
      segmentsAMonth: 5_000,
      messagesAnHour: 60,
    });
    const service = `MG${'0'.repeat(32)}`;
    expect(
      readConfig({ ...good, TWILIO_FROM: '', TWILIO_MESSAGING_SERVICE_SID: service }).sms?.sender,
    ).to.deep.equal({
      messagingServiceSid: service,
    });
  });

  it('tell every problem at once, and no secret', () => {
    const wrong = problems({
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_AUTH_TOKEN: 'short secret',
      TWILIO_BASE_URL: 'ftp://x',
      SMS_SEGMENTS_A_MONTH: 'many',
      SMS_MESSAGES_AN_HOUR: '0',
    });
    for (const name of [
      'PUBLIC_URL',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM',
      'TWILIO_BASE_URL',
      'SMS_SEGMENTS_A_MONTH',
      'SMS_MESSAGES_AN_HOUR',
    ])
      expect(wrong.join('\n'), name).to.include(name);
    expect(wrong.join()).to.not.include('short secret');
    expect(problems({ ...good, TWILIO_MESSAGING_SERVICE_SID: `MG${'0'.repeat(32)}` })).to.have.length(1);
    expect(problems({ TWILIO_FROM: OUR_NUMBER })).to.have.length(3);
  });
});
