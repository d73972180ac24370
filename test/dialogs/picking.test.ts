import { expect } from 'chai';
import { choice, phrase, question } from '../../dialogs/dialog.ts';
import { commandOf } from '../../dialogs/interruptions.ts';
import { latinDigits, meant, named, plainly } from '../../dialogs/picking.ts';
import { type Lang, translator } from '../../locales/index.ts';

const yesNo = question(phrase('startOver.sure'), 'startOver.why', [
  choice('keep', 'startOver.keep'),
  choice('drop', 'startOver.drop'),
  choice('no', 'startOver.no'),
]);
const several = { ...yesNo, takes: 'choices' as const };
const pick = (text: string, lang: Lang = 'en', asked = yesNo) =>
  named(asked, text, translator(lang)).concat(
    named(asked, text, translator(lang)).length > 0 ? [] : meant(asked, text, translator(lang), []),
  );

describe('picking a choice', () => {
  for (const text of ['2', '2.', '2)', '(2', ' 2 ', '٢', '۲']) {
    it(`takes the number "${text}"`, () => expect(pick(text)).to.deep.equal(['drop']));
  }

  it('takes no number that was not offered', () => {
    for (const text of ['0', '4', '22', '1234567890', '-1', '1.5'])
      expect(pick(text), text).to.deep.equal([]);
  });

  it('takes several numbers where several are asked for, and one elsewhere', () => {
    expect(pick('1, 3', 'en', several)).to.deep.equal(['keep', 'no']);
    expect(pick('1 3', 'en', several)).to.deep.equal(['keep', 'no']);
    expect(pick('1 ja 3', 'fi', several)).to.deep.equal(['keep', 'no']);
    expect(pick('١ و ٣', 'ar', several)).to.deep.equal(['keep', 'no']);
    expect(pick('1، 3', 'ar', several)).to.deep.equal(['keep', 'no']);
    expect(pick('1, 3')).to.deep.equal(['keep']);
    expect(pick('1, 9', 'en', several)).to.deep.equal([]);
  });

  it('takes the label, however it is written', () => {
    const label = translator('en')(phrase('startOver.drop'));
    for (const text of [label, label.toLowerCase(), `${label}!`, label.replace(',', '')])
      expect(pick(text), text).to.deep.equal(['drop']);
  });

  it('takes the beginning of one label, not of two', () => {
    expect(pick('No')).to.deep.equal([]);
    expect(pick('No, go')).to.deep.equal(['no']);
    expect(pick('Yes')).to.deep.equal([]);
  });

  it('takes a choice by number or whole label only, where any text is an answer', () => {
    const message = { ...yesNo, takes: 'message' as const };
    expect(pick('1', 'en', message)).to.deep.equal(['keep']);
    expect(pick('No, go', 'en', message)).to.deep.equal([]);
    expect(pick(translator('en')(phrase('startOver.no')), 'en', message)).to.deep.equal(['no']);
  });

  it('takes yes and no by what they mean', () => {
    const asked = question(phrase('myData.sure'), 'myData.why', [
      choice('yes', 'myData.yes'),
      choice('no', 'myData.no'),
    ]);
    const answer = (id: string) => [
      { id, type: 'answer' as const, span: [0, 4] as const, score: 1, word: 'joo' },
    ];
    expect(meant(asked, 'joo', translator('fi'), answer('yes'))).to.deep.equal(['yes']);
    expect(meant(asked, 'joo', translator('fi'), answer('dont-know'))).to.deep.equal([]);
  });

  it('compares words plainly', () => {
    expect(plainly('  Äänekoski!! ')).to.equal('aanekoski');
    expect(plainly('\u2068مرحباً\u2069')).to.equal(plainly('مرحبا'));
    expect(latinDigits('٢٣ ۴')).to.equal('23 4');
  });
});

describe('commands', () => {
  for (const [text, lang, command] of [
    ['takaisin', 'fi', 'back'],
    ['Tillbaka!', 'sv', 'back'],
    ['help', 'so', 'help'],
    ['?', 'ar', 'help'],
    ['Why do you ask?', 'en', 'why'],
  ] as const) {
    it(`hears "${text}" as ${command}`, () => expect(commandOf(text, lang)).to.equal(command));
  }

  it('hears a command of another language, too', () => expect(commandOf('takaisin', 'en')).to.equal('back'));
  it('hears none in a longer message', () =>
    expect(commandOf('I went back to work', 'en')).to.equal(undefined));
});
