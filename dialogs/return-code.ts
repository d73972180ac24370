import { choice, dialog, end, phrase, question, say, unheard, wait } from './dialog.ts';

/** `name` is what the guidance of the code is kept under. */
type Place = { at: 'asking'; name: string };

/** Guidance that lies elsewhere goes on here, when whoever knows its code says yes. */
export const returnCode = dialog<Place>('return-code', {
  begin(_, said) {
    const heard = said?.code;
    if (heard?.outcome === 'found') return wait({ at: 'asking', name: heard.name });
    return end(say(`code.${heard?.outcome ?? 'unknown'}`));
  },
  places: {
    asking: {
      // Before the answer nothing of the guidance is shown.
      ask: () =>
        question(phrase('code.ask'), 'code.why', [choice('yes', 'code.yes'), choice('no', 'code.no')]),
      hear({ name }, { picked: [value], skip }) {
        if (value === 'yes') return end({ do: 'bring', name });
        return value === 'no' || skip ? end(say('code.left')) : unheard;
      },
    },
  },
});
