import { expect } from 'chai';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Flooder, flood } from './floods.ts';

describe('a flood on the running guide', function () {
  this.timeout(180_000);

  for (const by of ['address', 'conversation', 'number'] as const satisfies readonly Flooder[])
    it(`of one ${by} is refused, and nobody else is`, async () => {
      const { sent, refused, hurt, during } = await flood(by, {
        folder: temporaryFolder('flood'),
        seconds: 3,
      });
      expect(refused, `${refused} of ${sent}`).to.be.greaterThan(0);
      expect(during.length).to.be.greaterThan(10);
      expect(hurt).to.equal(0);
    });
});
