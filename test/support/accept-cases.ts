import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readBase } from '../../knowledge/base.ts';
import { adviser } from '../../knowledge/pathways/index.ts';
import { CASES, readCases, TODAY } from './case.ts';
import { toldAdvice } from './told-advice.ts';

// `npm run cases:accept`: what the engine says now becomes what the case bank expects; the diff is what to review.
const base = readBase(new URL('../../knowledge/base/', import.meta.url));
const advise = adviser(base);
const cases = readCases(base);
for (const { name, who, profile } of cases)
  writeFileSync(new URL(`${name}.txt`, CASES), toldAdvice(who, advise(profile, TODAY)));
for (const file of readdirSync(CASES))
  if (file.endsWith('.txt') && !cases.some(({ name }) => `${name}.txt` === file))
    rmSync(new URL(file, CASES));
