import { recall } from '../chat/keeping.js';

const print = document.querySelector('header button');
const nothing = document.querySelector('[data-nothing]');
const kept = recall();

if (!nothing && print instanceof HTMLElement) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
// Somebody who comes by the address alone, in a browser that holds a conversation: once, so that a void one does not go round.
if (kept && location.hash !== '#asked' && nothing) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `${location.pathname}#asked`;
  const token = document.createElement('input');
  token.type = 'hidden';
  token.name = 'token';
  token.value = kept.token;
  form.append(token);
  document.body.append(form);
  form.submit();
}
