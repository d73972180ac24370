import { expect } from 'chai';
import { WORTH } from '../dialogs/situation.ts';
import { SITUATION_QUESTIONS } from '../dialogs/situation-questions.ts';
import { readBase } from '../knowledge/base.ts';
import { changeOf } from '../knowledge/pathways/change.ts';
import { adviser } from '../knowledge/pathways/index.ts';
import type { Profile } from '../knowledge/schema/profile.ts';
import { readCases, TODAY } from './support/case.ts';

const base = readBase(new URL('../knowledge/base/', import.meta.url));
const advise = adviser(base);
/** Seekers with a wish, as the guide meets them. */
const seekers = readCases(base).filter(({ profile }) => profile.wish !== undefined);
const QUESTIONS = 8;

/** Asks what is worth asking of what the engine asks for, answered from a profile, until nothing can change; `soon` is what is known after eight questions. */
function interview(seeker: Profile): {
  readonly asked: number;
  readonly soon: Profile;
  readonly all: Profile;
} {
  const { language, wish, experience, competences } = seeker;
  // The conversation about competences asks for cards too.
  let all: Profile = {
    language,
    wish,
    competences,
    ...(experience && { experience }),
    ...(experience?.length && { cards: seeker.cards }),
  };
  const asked = new Set<string>();
  let soon = all;
  for (;;) {
    const next = advise(all, TODAY).ask.find(
      ({ fact, matters }) => fact !== 'wish' && matters >= WORTH && !asked.has(fact),
    );
    const question = SITUATION_QUESTIONS.find(({ fact }) => fact === next?.fact);
    if (!question) return { asked: asked.size, soon, all };
    asked.add(question.fact);
    const answer = answerTo(question.fact, seeker);
    if (answer !== undefined) all = question.fill(all, [answer].flat());
    if (asked.size <= QUESTIONS) soon = all;
  }
}

/** A profile is plain JSON, walked by the names in the path of a fact. */
const answerTo = (fact: string, seeker: Profile) =>
  fact
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], seeker) as
    | string
    | string[]
    | undefined;

describe('the interview', () => {
  const interviews = seekers.map(({ name, profile }) => ({ name, ...interview(profile) }));

  it('is over after six questions for half of the seekers of the case bank, after eight for nine in ten, after ten for every one', () => {
    const counts = interviews.map(({ asked }) => asked).sort((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).to.be.at.most(6);
    expect(counts.filter((count) => count <= QUESTIONS).length / counts.length).to.be.at.least(0.9);
    expect(counts.at(-1)).to.be.at.most(10);
  });

  it('has found after eight questions nearly all of what it would find with every answer', () => {
    const changed = interviews.filter(
      ({ soon, all }) => changeOf(advise(soon, TODAY).pathways, advise(all, TODAY).pathways) > 200,
    );
    expect(changed.map(({ name }) => name)).to.deep.equal([]);
  });
});
