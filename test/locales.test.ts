import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { COMMANDS } from '../dialogs/interruptions.ts';
import { LANGS, type Lang, TONGUES, translator } from '../locales/index.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../locales/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
const texts = Object.fromEntries(LANGS.map((lang) => [lang, read(lang)])) as Record<
  Lang,
  Record<string, string>
>;
const PLURAL = /_(zero|one|two|few|many|other)$/;
const counted = (key: string) => key.replace(PLURAL, '');
/** A short form (`key_sms`) is another form of the same text, where a language needs one. */
const stem = (key: string) => counted(key).replace(/_sms$/, '');
const stems = (lang: Lang) => [...new Set(Object.keys(texts[lang]).map(stem))].sort();
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

describe('the texts', () => {
  for (const lang of LANGS) {
    describe(`in ${lang}`, () => {
      it('have every key', () => {
        expect(stems(lang)).to.deep.equal(stems('en'));
      });

      it('have the plural forms of the language, and no others', () => {
        const { pluralCategories } = new Intl.PluralRules(TONGUES[lang].tag).resolvedOptions();
        // i18next takes `_zero` before the rules of the language; the rest must be the language's own.
        // A short form may be missing, but not some of its forms.
        const all = [
          ...Object.keys(texts.en).filter((one) => !/_sms/.test(one)),
          ...Object.keys(texts[lang]),
        ];
        for (const key of new Set(all.filter((one) => one.endsWith('_other')).map(counted))) {
          const forms = Object.keys(texts[lang])
            .filter((one) => PLURAL.test(one) && counted(one) === key)
            .map((one) => one.slice(key.length + 1));
          expect(forms, key).to.include.members(pluralCategories);
          expect(
            forms.filter((form) => form !== 'zero' && !pluralCategories.includes(form as never)),
            key,
          ).to.deep.equal([]);
        }
      });

      it('have the same placeholders', () => {
        for (const key of stems('en')) {
          const of = (one: Lang) =>
            Object.entries(texts[one])
              .filter(([name]) => stem(name) === key)
              .flatMap(([, text]) => placeholders(text));
          // A form such as "one" or "two" may say the number in words.
          const wanted = new Set(of('en'));
          expect(
            [...new Set(of(lang))].filter((name) => !wanted.has(name)),
            key,
          ).to.deep.equal([]);
          expect(
            [...wanted].filter((name) => name !== 'count' && !of(lang).includes(name)),
            key,
          ).to.deep.equal([]);
        }
      });

      it('are written in the letters of the language', () => {
        for (const [key, text] of Object.entries(texts[lang])) {
          const letters =
            text
              .replace(/\{\{\w+\}\}/g, '')
              .replace(/OsaajaKS|Kela|SMS|e-mail/g, '')
              .match(/\p{L}/gu) ?? [];
          const arabic = letters.filter((letter) => /\p{Script=Arabic}/u.test(letter)).length;
          if (lang === 'ar' && letters.length > 0)
            expect(arabic / letters.length, `${key}: ${text}`).to.be.at.least(0.5);
          if (lang !== 'ar') expect(arabic, `${key}: ${text}`).to.equal(0);
        }
      });

      if (lang !== 'ar') {
        it('keep to the letters of a plain text message (GSM 03.38)', () => {
          const gsm =
            /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]~|€]*$/;
          expect(Object.entries(texts[lang]).filter(([, text]) => !gsm.test(text))).to.deep.equal([]);
        });
      }

      it('differ from the English ones', () => {
        if (lang === 'en') return;
        const same = Object.keys(texts[lang]).filter(
          (key) =>
            texts[lang][key] === texts.en[key] &&
            /[a-z]{4}/i.test(texts.en[key]?.replace(/\{\{\w+\}\}/g, '') ?? ''),
        );
        expect(same.filter((key) => !key.startsWith('situation.municipality.'))).to.have.length.lessThan(
          12,
          same.join(', '),
        );
      });
    });
  }

  it('name each choice of a question differently', () => {
    // Two buttons with one label could not be told apart by their text.
    for (const lang of LANGS) {
      const translate = translator(lang);
      for (const group of [
        'situation.level',
        'situation.constraints',
        'situation.education',
        'startOver',
        'competences',
      ]) {
        void translate;
        const labels = Object.entries(texts[lang]).filter(
          ([key]) => key.startsWith(`${group}.`) && key.split('.').length === group.split('.').length + 1,
        );
        const values = labels.filter(([key]) => !key.endsWith('.why')).map(([, text]) => text);
        if (group === 'competences') continue;
        expect(new Set(values).size, `${lang} ${group}`).to.equal(values.length);
      }
    }
  });
});

describe('the commands', () => {
  const typed = JSON.parse(
    readFileSync(new URL('../locales/commands.json', import.meta.url), 'utf8'),
  ) as Record<string, Record<Lang, string[]>>;

  it('are typed in every language', () => {
    expect(Object.keys(typed).sort()).to.deep.equal([...COMMANDS].sort());
    for (const command of COMMANDS) {
      for (const lang of LANGS)
        expect(typed[command]?.[lang], `${command} ${lang}`).to.have.length.greaterThan(1);
    }
  });

  it('mean one thing each within a language', () => {
    for (const lang of LANGS) {
      const all = COMMANDS.flatMap((command) => typed[command]?.[lang] ?? []);
      expect(
        all.filter((word, index) => all.indexOf(word) !== index),
        lang,
      ).to.deep.equal([]);
    }
  });
});
