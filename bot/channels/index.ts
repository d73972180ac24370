import type { Channel } from './channel.ts';
import { plain } from './plain.ts';
import { sms } from './sms.ts';
import { teams } from './teams.ts';
import { web } from './web.ts';

/** To add a channel: write its file and name it here. */
const channels: readonly Channel[] = [web, sms, teams, plain];

/** An unknown channel gets plain text, which every channel can show. */
export function channelFor(id: string): Channel {
  return channels.find(({ ids }) => ids.includes(id)) ?? plain;
}
