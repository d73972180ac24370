import type { Refusal, StaffLang } from '../interface.ts';

/** What the desk says to staff in Teams. Of the network's own languages: seekers never see it. */
export interface Words {
  readonly waits: string;
  readonly callback: string;
  readonly takenBy: (name: string) => string;
  readonly over: string;
  readonly take: string;
  readonly facts: Readonly<Record<'language' | 'municipality' | 'field' | 'reason' | 'since', string>>;
  readonly yours: string;
  readonly seeker: string;
  readonly guide: string;
  readonly notYoursNow: string;
  readonly none: string;
  readonly empty: string;
  readonly here: string;
  readonly notHere: string;
  readonly notCoach: string;
  readonly finishFirst: string;
  readonly done: string;
  readonly help: string;
  readonly whereTo: (names: string) => string;
  readonly which: (outcomes: string) => string;
  readonly refused: Readonly<Partial<Record<Refusal['code'], string>>> & { readonly other: string };
}

const fi: Words = {
  waits: 'Asiakas odottaa',
  callback: 'Asiakas jätti viestin',
  takenBy: (name) => `Keskustelun otti ${name}`,
  over: 'Asiakas ei enää odota',
  take: 'Ota',
  facts: { language: 'Kieli', municipality: 'Kunta', field: 'Ala', reason: 'Syy', since: 'Alkaen' },
  yours:
    'Keskustelu on nyt sinun. Kirjoita tähän: asiakas näkee viestisi. Kirjoita /help, niin näet komennot.',
  seeker: 'Asiakas',
  guide: 'Opas',
  notYoursNow: 'Keskustelu ei ole enää sinun. Asiakas ei näe, mitä kirjoitat nyt.',
  none: 'Sinulla ei ole keskustelua. Kirjoita /queue, niin näet, kuka odottaa.',
  empty: 'Kukaan ei odota.',
  here: 'Jono näkyy nyt tällä kanavalla.',
  notHere: 'Jono ei enää näy tällä kanavalla.',
  notCoach: 'Vain valmentaja voi tehdä tämän. Pyydä ylläpitäjää lisäämään sinut.',
  finishFirst: 'Sinulla on jo keskustelu Teamsissa. Päätä se ensin: /done, /transfer tai /return.',
  done: 'Tehty.',
  help: '/summary – yhteenveto asiakkaasta\n/transfer tiimi tai valmentaja: viesti – siirrä keskustelu\n/done – päätä keskustelu\n/back – anna asiakas takaisin oppaalle\n/return – palauta jonoon\n/queue – kuka odottaa',
  whereTo: (names) =>
    `Kenelle? Kirjoita esimerkiksi "/transfer network: tarvitsee velkaneuvontaa". Vaihtoehdot: ${names}.`,
  which: (outcomes) => `En tunne tätä lopputulosta. Vaihtoehdot: ${outcomes}.`,
  refused: {
    CaseTaken: 'Joku toinen ehti ensin.',
    CaseMoved: 'Keskustelun tila on muuttunut. Tätä ei voi enää tehdä.',
    CaseGone: 'Asiakas on poistanut tietonsa. Keskustelua ei enää ole.',
    Full: 'Sinulla on jo niin monta keskustelua kuin voit ottaa.',
    NotYours: 'Keskustelu on toisen valmentajan.',
    other: 'Tämä ei onnistunut. Yritä hetken päästä uudelleen.',
  },
};

const sv: Words = {
  waits: 'En klient väntar',
  callback: 'En klient lämnade ett meddelande',
  takenBy: (name) => `${name} tog samtalet`,
  over: 'Klienten väntar inte längre',
  take: 'Ta',
  facts: { language: 'Språk', municipality: 'Kommun', field: 'Bransch', reason: 'Orsak', since: 'Sedan' },
  yours: 'Samtalet är nu ditt. Skriv här: klienten ser det du skriver. Skriv /help för att se kommandona.',
  seeker: 'Klienten',
  guide: 'Guiden',
  notYoursNow: 'Samtalet är inte längre ditt. Klienten ser inte det du skriver nu.',
  none: 'Du har inget samtal. Skriv /queue för att se vem som väntar.',
  empty: 'Ingen väntar.',
  here: 'Kön visas nu i den här kanalen.',
  notHere: 'Kön visas inte längre i den här kanalen.',
  notCoach: 'Bara en coach kan göra det här. Be den som sköter tjänsten att lägga till dig.',
  finishFirst: 'Du har redan ett samtal i Teams. Avsluta det först: /done, /transfer eller /return.',
  done: 'Klart.',
  help: '/summary – sammanfattning av klienten\n/transfer team eller coach: meddelande – flytta samtalet\n/done – avsluta samtalet\n/back – ge klienten tillbaka till guiden\n/return – tillbaka till kön\n/queue – vem som väntar',
  whereTo: (names) =>
    `Till vem? Skriv till exempel "/transfer network: behöver skuldrådgivning". Alternativen: ${names}.`,
  which: (outcomes) => `Jag känner inte till det resultatet. Alternativen: ${outcomes}.`,
  refused: {
    CaseTaken: 'Någon annan hann före.',
    CaseMoved: 'Samtalets läge har ändrats. Det här går inte längre.',
    CaseGone: 'Klienten har raderat sina uppgifter. Samtalet finns inte längre.',
    Full: 'Du har redan så många samtal som du kan ta.',
    NotYours: 'Samtalet är en annan coachs.',
    other: 'Det lyckades inte. Försök igen om en stund.',
  },
};

const en: Words = {
  waits: 'A client is waiting',
  callback: 'A client left a message',
  takenBy: (name) => `${name} took the conversation`,
  over: 'The client is not waiting any more',
  take: 'Take',
  facts: {
    language: 'Language',
    municipality: 'Municipality',
    field: 'Field',
    reason: 'Reason',
    since: 'Since',
  },
  yours: 'The conversation is yours now. Write here: the client sees it. Write /help to see the commands.',
  seeker: 'Client',
  guide: 'Guide',
  notYoursNow: 'The conversation is not yours any more. The client does not see what you write now.',
  none: 'You have no conversation. Write /queue to see who waits.',
  empty: 'Nobody is waiting.',
  here: 'The queue is now shown in this channel.',
  notHere: 'The queue is not shown in this channel any more.',
  notCoach: 'Only a coach can do this. Ask the person who runs the service to add you.',
  finishFirst: 'You have a conversation in Teams already. Finish it first: /done, /transfer or /return.',
  done: 'Done.',
  help: '/summary – a summary of the client\n/transfer team or coach: message – pass the conversation on\n/done – close the conversation\n/back – give the client back to the guide\n/return – back into the queue\n/queue – who is waiting',
  whereTo: (names) =>
    `To whom? Write for example "/transfer network: needs debt advice". There are: ${names}.`,
  which: (outcomes) => `I do not know that outcome. There are: ${outcomes}.`,
  refused: {
    CaseTaken: 'Somebody else was first.',
    CaseMoved: 'The conversation has changed. This cannot be done any more.',
    CaseGone: 'The client has deleted everything. The conversation is gone.',
    Full: 'You have as many conversations as you can take.',
    NotYours: 'The conversation is another coach’s.',
    other: 'That did not work. Please try again in a moment.',
  },
};

export const WORDS: Readonly<Record<StaffLang, Words>> = { fi, sv, en };
