import { expect } from 'chai';
import { readBase } from '../../knowledge/base.ts';
import type { Pathway } from '../../knowledge/pathways/advice.ts';
import { adviser } from '../../knowledge/pathways/adviser.ts';
import { reasonPhrase, stepName } from '../../knowledge/pathways/reason.ts';
import type { Need } from '../../knowledge/schema/entries.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';

const base = readBase(new URL('../../knowledge/base/', import.meta.url));
const advise = adviser(base);
const advice = (profile: Profile) => advise(profile, '2026-11-23');
const kinds = (pathway: Pathway | undefined) => pathway?.steps.map(({ kind }) => kind) ?? [];
const items = (pathway: Pathway | undefined) => pathway?.steps.map(({ item }) => item) ?? [];

const NURSE: Profile = {
  wish: { occupation: 'nurse' },
  municipality: 'jyvaskyla',
  situation: 'unemployed',
  inFinland: 'under3y',
  age: '30plus',
  constraints: [],
  cards: [],
  education: { level: 'bachelor', country: 'abroad', field: 'health' },
  experience: [{ occupation: 'nurse', evidence: 'work', country: 'abroad' }],
  skills: { finnish: 'A2', english: 'B2', digital: 'good', literacy: 'yes' },
};

describe('a seeker', () => {
  it('who is a nurse from abroad gets her licence, and is not sent back to the start', () => {
    for (const wish of ['nurse', 'practical-nurse']) {
      const { pathways, notFitting } = advice({ ...NURSE, wish: { occupation: wish } });
      const [first] = pathways;
      expect(first?.to).to.equal(wish);
      expect(items(first)).to.include('health-licence');
      expect(kinds(first)).to.include('language');
      for (const pathway of pathways.filter(({ to }) => to === wish))
        expect(kinds(pathway)).not.to.include.oneOf(['degree', 'qualification', 'apprenticeship']);
      expect(notFitting.flatMap(({ because }) => because.map(({ key }) => key))).to.include(
        'exclude-back-to-start',
      );
    }
  });

  it('who cleans in Äänekoski, has debts and no car, begins with debt advice and studies nearby', () => {
    const seeker: Profile = {
      wish: { occupation: 'practical-nurse' },
      municipality: 'aanekoski',
      situation: 'unemployed',
      constraints: ['debt', 'no-car'],
      education: { level: 'basic', country: 'finland' },
      skills: { finnish: 'native' },
      experience: [{ occupation: 'cleaner', evidence: 'work', country: 'finland' }],
    };
    const { pathways } = advice(seeker);
    for (const { steps } of pathways) expect(steps[0]).to.include({ item: 'debt-advice', thisWeek: true });
    expect(items(pathways[0])).to.include('practical-nurse-qualification-poke');
    const { pathways: without } = advice({ ...seeker, constraints: ['no-car'] });
    expect(pathways.map(({ to, way, fit }) => [to, way, fit])).to.deep.equal(
      without.map(({ to, way, fit }) => [to, way, fit]),
    );
  });

  it('who does not read is taught to read before anything in Finnish', () => {
    const { pathways } = advice({
      language: 'so',
      wish: { occupation: 'practical-nurse' },
      municipality: 'jyvaskyla',
      situation: 'at-home',
      inFinland: 'over3y',
      constraints: ['childcare'],
      education: { level: 'none', country: 'abroad' },
      skills: { finnish: 'none', literacy: 'no', digital: 'none' },
    });
    const [first] = pathways;
    expect(first).to.include({ to: 'practical-nurse', fit: 'needs-first' });
    expect(items(first)[0]).to.equal('early-education');
    const language = first?.steps.filter(({ kind }) => kind === 'language') ?? [];
    expect(language[0]?.because.map(({ key }) => key)).to.include('literacy-first');
    expect(language.length).to.be.within(1, 3);
  });

  it('who programs for fun and is under 30 hears of Ohjaamo and of work in ICT', () => {
    const tasks = base.occupations.get('web-developer')?.competences.slice(0, 4) ?? [];
    const { pathways } = advice({
      age: 'under30',
      municipality: 'muurame',
      situation: 'unemployed',
      constraints: [],
      cards: [],
      education: { level: 'upper-secondary', country: 'finland' },
      skills: { finnish: 'native' },
      competences: tasks.map(({ competence }) => ({ id: competence, level: 2, evidence: 'hobby' })),
    });
    expect(pathways[0]?.to).to.equal('web-developer');
    expect(pathways[0]?.because[0]).to.deep.include({ key: 'can-do-tasks', from: ['competences'] });
    for (const pathway of pathways) expect(items(pathway)[0]).to.equal('ohjaamo-guidance');
  });

  it('who has welded without papers has it recognised, gets the card and looks for work', () => {
    const { pathways } = advice({
      wish: { occupation: 'welder' },
      municipality: 'laukaa',
      situation: 'unemployed',
      inFinland: 'over3y',
      constraints: [],
      cards: [],
      education: { level: 'basic', country: 'abroad' },
      skills: { finnish: 'A2', literacy: 'yes', digital: 'basic' },
      experience: [{ occupation: 'welder', evidence: 'work', country: 'abroad' }],
    });
    const [first] = pathways;
    expect(first).to.include({ to: 'welder', way: 'fast' });
    expect(first?.gap).to.deep.equal([]);
    expect(kinds(first)).to.include.members(['recognition', 'card', 'job-search']);
    expect(kinds(first).indexOf('recognition')).to.be.below(kinds(first).indexOf('job-search'));
  });

  it('whose wish nothing here serves gets a person, and the need is recorded', () => {
    const wish = 'http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000001';
    const { pathways, unmet } = advice({
      language: 'ar',
      municipality: 'laukaa',
      wish: { occupation: wish },
      constraints: ['health'],
    });
    expect(pathways[0]?.to).to.equal('guidance');
    expect(kinds(pathways[0])).to.deep.equal(['support', 'guidance']);
    expect(unmet).to.deep.equal([{ wish, place: 'laukaa', language: 'ar' }]);
  });

  it('keeps to what they have done, however much another work is needed', () => {
    const { needs } = base;
    const wanted = new Map(
      ['shortage', 'employer-need'].flatMap((kind) =>
        [...needs.values()].slice(0, 1).flatMap((need) =>
          [1, 2, 3].map((at): [string, Need] => {
            const id = `${kind}-${at}`;
            // A kind of the list above.
            return [id, { ...need, id, kind: kind as Need['kind'], occupations: ['bricklayer', 'painter'] }];
          }),
        ),
      ),
    );
    const { pathways } = adviser({ ...base, needs: wanted })(
      {
        municipality: 'jyvaskyla',
        wish: { goal: 'work-now' },
        skills: { finnish: 'native' },
        experience: [{ occupation: 'carpenter', evidence: 'work', country: 'finland' }],
      },
      '2026-11-23',
    );
    expect(pathways[0]?.to).to.equal('carpenter');
    expect(pathways.flatMap(({ because }) => because.map(({ key }) => key))).to.include('workers-needed');
  });

  it('of whom nothing is known is first asked for a wish', () => {
    const { pathways, ask } = advice({});
    expect(pathways).to.have.length(1);
    expect(pathways[0]?.to).to.equal('guidance');
    expect(ask[0]?.fact).to.equal('wish');
  });

  it('is asked at most eight questions after the wish, in every occupation', () => {
    const told: Record<string, unknown> = {
      municipality: 'jyvaskyla',
      situation: 'unemployed',
      constraints: ['debt'],
      cards: [],
      age: '30plus',
      inFinland: 'always',
      'skills.finnish': 'native',
      'skills.digital': 'good',
      'skills.literacy': 'yes',
      'skills.english': 'A2',
      'education.level': 'vocational',
      'education.field': 'commerce',
      'education.country': 'finland',
    };
    for (const occupation of base.occupations.keys()) {
      let profile: Profile = { wish: { occupation } };
      let questions = 0;
      for (let [next] = advice(profile).ask; next; [next] = advice(profile).ask) {
        const [group = '', part] = next.fact.split('.');
        const value = told[next.fact];
        // The answers above are of the type that the fact has.
        profile = {
          ...profile,
          [group]: part ? { ...(profile[group as 'skills'] ?? {}), [part]: value } : value,
        } as Profile;
        questions += 1;
      }
      // Where no way leads to a wish, the guide looks further.
      expect(questions, occupation).to.be.at.most(advice(profile).pathways[0]?.to === occupation ? 8 : 10);
    }
  });

  it('is told every reason and step in words, with nothing left out', () => {
    for (const { because, steps } of advice({ ...NURSE, constraints: ['debt', 'income-needed'] }).pathways) {
      for (const { item } of steps) expect(stepName(item, base)?.fi, item).to.be.a('string');
      for (const reason of [...because, ...steps.flatMap((step) => [...step.because, ...step.check])]) {
        const phrase = reasonPhrase(reason, base);
        const text = 'text' in phrase ? phrase.text.en : '';
        for (const [, name = ''] of text.matchAll(/\{\{(\w+)\}\}/g))
          expect(phrase.params, reason.key).to.have.property(name);
      }
    }
  });
});
