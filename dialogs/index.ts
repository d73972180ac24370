import { competences } from './competences.ts';
import { consent } from './consent.ts';
import type { Dialog, DialogName } from './dialog.ts';
import { language } from './language.ts';
import { meaning } from './meaning.ts';
import { myData } from './my-data.ts';
import { offerPerson } from './offer-person.ts';
import { pathways } from './pathways.ts';
import { person } from './person.ts';
import { returnCode } from './return-code.ts';
import { safety } from './safety.ts';
import { situation } from './situation.ts';
import { startOver } from './start-over.ts';
import { welcome } from './welcome.ts';
import { wish } from './wish.ts';

/** To add a dialog: write its file and name it here. */
export const dialogs: Readonly<Record<DialogName, Dialog>> = {
  welcome,
  competences,
  wish,
  situation,
  pathways,
  person,
  'offer-person': offerPerson,
  'my-data': myData,
  language,
  'start-over': startOver,
  safety,
  meaning,
  'return-code': returnCode,
  consent,
};
