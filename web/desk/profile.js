/** What was told of an unnamed client: values by the path of the fact, such as `skills.finnish`. @typedef {Readonly<Record<string, readonly string[]>>} Told */
/** @typedef {import('../../bot/desk/interface.ts').AdviceForm['facts'][number]} Fact */

/**
 * The profile that the guide advises on.
 * @param {readonly Fact[]} facts
 * @param {Told} told
 */
export function profileOf(facts, told) {
  /** @type {Record<string, unknown>} */
  const profile = {};
  for (const { fact, takes } of facts) {
    const values = told[fact] ?? [];
    const [first] = values;
    if (first === undefined) continue;
    if (fact === 'experience') profile.experience = values.map((occupation) => ({ occupation }));
    else put(profile, fact.split('.'), takes === 'one' || takes === 'occupation' ? first : values);
  }
  return profile;
}

/**
 * @param {Record<string, unknown>} into
 * @param {readonly string[]} path
 * @param {unknown} value
 */
function put(into, [key = '', ...rest], value) {
  if (rest.length === 0) into[key] = value;
  else {
    const inner = /** @type {Record<string, unknown>} */ (into[key] ?? {});
    into[key] = inner;
    put(inner, rest, value);
  }
}
