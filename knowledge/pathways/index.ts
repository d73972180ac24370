export { adviser } from './adviser.ts';
