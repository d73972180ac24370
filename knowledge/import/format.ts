import { isObject, type Json } from '../commands/written.ts';

const WIDTH = 110;

/** JSON in the form that the formatter of the project gives it: objects over several lines, short lists on one. */
export function formatJson(value: Json): string {
  return `${formatted(value, '', 0)}\n`;
}

/** `before` is what stands on the line already, in characters; a comma follows. */
function formatted(value: Json, indent: string, before: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const line = `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    const plain = value.every((one) => !isObject(one) && !Array.isArray(one));
    if (plain && before + line.length <= WIDTH) return line;
    return `[\n${value.map((one) => inner + formatted(one, inner, inner.length)).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, one], at) => {
    const head = `${inner}${JSON.stringify(key)}: `;
    const comma = at < entries.length - 1 ? 1 : 0;
    return head + formatted(one, inner, head.length + comma);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
