import { type Base, readBase } from './base.ts';
import type { Knowledge } from './index.ts';
import type { Advice } from './pathways/advice.ts';
import { adviser } from './pathways/index.ts';
import { reasonPhrase } from './pathways/reason.ts';
import { openUnderstanding } from './understanding/index.ts';

export interface KnowledgeParts {
  /** The folder of a region's knowledge base; Central Finland's where absent. */
  readonly folder?: URL | string;
  /** Where a model is kept that had to be trained anew. */
  readonly cacheFolder?: string;
}

/** The knowledge base of Central Finland. */
export const OURS = new URL('./base/', import.meta.url);
/** The models that come with the project. */
export const MODELS = new URL('./model/', import.meta.url);

/** Reads the knowledge base and starts its engines. @throws KnowledgeError with every problem of the base */
export async function openKnowledge({ folder = OURS, cacheFolder }: KnowledgeParts = {}): Promise<Knowledge> {
  const base: Base = readBase(folder);
  const { understand } = await openUnderstanding(base, {
    modelFolder: MODELS,
    ...(cacheFolder !== undefined && { cacheFolder }),
  });
  return {
    base,
    understand,
    advise: remembering(adviser(base)),
    reason: (reason) => reasonPhrase(reason, base),
  };
}

/** Advices kept at hand: a turn asks for the same one several times, and the next turn begins with it again. */
const KEPT = 400;

/** The same advice for the same profile and day, without working it out again; the least used is forgotten. */
function remembering(advise: Knowledge['advise']): Knowledge['advise'] {
  const kept = new Map<string, Advice>();
  return (profile, today) => {
    const key = `${today} ${JSON.stringify(profile)}`;
    const advice = kept.get(key) ?? advise(profile, today);
    kept.delete(key);
    kept.set(key, advice);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return advice;
  };
}
