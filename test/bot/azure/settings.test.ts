import { expect } from 'chai';
import { isServiceAddress } from '../../../bot/azure/service-host.ts';
import { MICROSOFT_HOSTS, readConfig } from '../../../bot/config.ts';
import type { ConfigError } from '../../../bot/errors.ts';
import { APP_ID } from '../../support/bot-connector.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

describe('the settings of the bot registration', () => {
  it('are none by default: nothing listens', () =>
    expect(readConfig({})).to.deep.include({ microsoftAppId: undefined, botUnchecked: false }));

  it('are refused where the bot could not answer', () => {
    expect(problemsOf({ MICROSOFT_APP_ID: APP_ID })).to.deep.equal([
      'MICROSOFT_APP_TENANT_ID is missing: MICROSOFT_APP_ID needs it',
      'MICROSOFT_APP_PASSWORD is missing: a SingleTenant bot needs it',
    ]);
    const azure = {
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_TENANT_ID: APP_ID,
      MICROSOFT_APP_TYPE: 'UserAssignedMsi',
    };
    expect(problemsOf(azure)).to.deep.equal([]);
    expect(problemsOf({ ...azure, MICROSOFT_APP_ID: 'osaajaks' })).to.deep.equal([
      'MICROSOFT_APP_ID is "osaajaks" but must be a GUID',
    ]);
  });

  it('never repeat a password', () => {
    const problems = problemsOf({ MICROSOFT_APP_PASSWORD: 'short secret' });
    expect(problems.join()).to.include('MICROSOFT_APP_PASSWORD').and.to.not.include('short secret');
  });

  it('let messages go unchecked on this machine only, and not where there is a registration', () => {
    expect(readConfig({ BOT_UNCHECKED: 'yes' }).botUnchecked).to.equal(true);
    for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'guide.example'])
      expect(problemsOf({ BOT_UNCHECKED: 'yes', HOST })).to.deep.equal([
        `BOT_UNCHECKED is "yes" but HOST is "${HOST}": only localhost may go unchecked`,
      ]);
    const registered = {
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_TENANT_ID: APP_ID,
      MICROSOFT_APP_PASSWORD: 'x'.repeat(40),
    };
    expect(problemsOf({ ...registered, BOT_UNCHECKED: 'yes' })).to.have.length(1);
    expect(problemsOf({ BOT_UNCHECKED: 'maybe' })).to.deep.equal([
      'BOT_UNCHECKED is "maybe" but must be "yes" or "no"',
    ]);
  });
});

describe('where replies may go', () => {
  for (const address of [
    'https://smba.trafficmanager.net/emea/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'https://webchat.botframework.com/',
    'https://SMBA.trafficmanager.net/emea/',
  ])
    it(`${address}: yes`, () => expect(isServiceAddress(address, MICROSOFT_HOSTS)).to.equal(true));

  for (const address of [
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user:word@smba.trafficmanager.net/',
    'https://evilbotframework.com/',
    'https://botframework.com.evil.example/',
    'https://127.0.0.1/',
    'http://169.254.169.254/metadata',
    'file:///etc/passwd',
    'nonsense',
  ])
    it(`${address}: no`, () => expect(isServiceAddress(address, MICROSOFT_HOSTS)).to.equal(false));
});
