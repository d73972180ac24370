import { fileStore } from '../../bot/storage/files.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { startDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A desk to be measured, in a process of its own: `held`, durable, or `waiting`, in memory, with so many cases.
const [kind, count = '0'] = process.argv.slice(2);
const now = () => Date.now();
const store =
  kind === 'held' ? fileStore({ folder: temporaryFolder('desk'), alarm: () => undefined }) : memoryStore();
const desk = await startDesk({ now, store: registered(store, now) });

const LANGS = ['fi', 'sv', 'en', 'ar', 'so'] as const;
for (let from = 0; from < Number(count); from += 50)
  await Promise.all(
    Array.from({ length: Math.min(50, Number(count) - from) }, async (_, at) => {
      const id = `case-${from + at}`;
      const lang = LANGS[at % 5];
      await desk.turns.open({ conversationId: id, channelId: 'directline', userId: `dl_${id}` }, lang);
      await desk.turns.amend(id, async (conversation) => {
        await desk.moves.apply(conversation, { do: 'open', reason: 'asked' });
      });
    }),
  );

process.on('message', ({ coach }: { coach: string }) => {
  void desk.coach(coach).then(({ cookie }) => process.send?.({ coach, cookie }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: desk.url });
