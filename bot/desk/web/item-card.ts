import { phrase } from '../../../dialogs/dialog.ts';
import { itemFacts, itemName } from '../../../dialogs/step-lines.ts';
import { translator } from '../../../locales/index.ts';
import type { Reader } from './pathway-view.ts';

/** A service, training or card in words: its name, and where, how long, at what cost, where to read more. */
export function itemCard(item: string, { knowledge, lang }: Reader): string {
  const offer = knowledge.base.offers.get(item);
  const facts = itemFacts(
    { item, ...(offer && { provider: offer.provider, ...(offer.weeks && { weeks: offer.weeks }) }) },
    { knowledge },
  );
  return translator(lang)(
    phrase('step.block', { lines: { lines: [itemName(item, { knowledge }), ...facts] } }),
  );
}
