import { expect } from 'chai';
import { finnishHolidays } from '../../knowledge/hours/finnish-holidays.ts';
import { openingOf } from '../../knowledge/hours/opening.ts';
import type { Team } from '../../knowledge/schema/network.ts';

const name = { fi: 't', sv: 't', en: 't', ar: 't', so: 't' };
const team: Team = {
  id: 'team',
  name,
  hours: [
    { days: [1, 2, 3, 4, 5], from: '12:00', to: '15:00' },
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '11:00' },
  ],
  closedOn: ['midsummer-eve', 'christmas-eve'],
  closedDays: ['2026-11-24'],
  source: 'a test',
  checkedOn: null,
};

describe('Finnish public holidays', () => {
  // University Almanac Office's calendars of these years.
  for (const [year, easter, ascension, midsummer, saints] of [
    [2024, '2024-03-31', '2024-05-09', '2024-06-22', '2024-11-02'],
    [2025, '2025-04-20', '2025-05-29', '2025-06-21', '2025-11-01'],
    [2026, '2026-04-05', '2026-05-14', '2026-06-20', '2026-10-31'],
    [2027, '2027-03-28', '2027-05-06', '2027-06-26', '2027-11-06'],
    [2038, '2038-04-25', '2038-06-03', '2038-06-26', '2038-11-06'],
  ] as const)
    it(`move as the calendar says in ${year}`, () => {
      const days = finnishHolidays(year);
      expect([
        days['easter-sunday'],
        days.ascension,
        days['midsummer-day'],
        days['all-saints'],
      ]).to.deep.equal([easter, ascension, midsummer, saints]);
    });
});

describe('opening hours', () => {
  for (const [what, day, time, open, next] of [
    ['are open within them', '2026-11-23', '09:00', true, '2026-11-23 09:00'],
    ['are closed in the pause, and name its end', '2026-11-23', '11:00', false, '2026-11-23 12:00'],
    ['are closed at their last minute', '2026-11-27', '15:00', false, '2026-11-30 09:00'],
    ['skip the weekend', '2026-11-28', '10:00', false, '2026-11-30 09:00'],
    ['skip a day that the team named', '2026-11-24', '10:00', false, '2026-11-25 09:00'],
    ['skip Christmas and the eve, which the team named', '2026-12-24', '10:00', false, '2026-12-28 09:00'],
    ['skip Easter from Friday to Monday', '2026-04-03', '10:00', false, '2026-04-07 09:00'],
    ['skip Ascension Day', '2026-05-14', '10:00', false, '2026-05-15 09:00'],
    ['skip Midsummer Eve', '2026-06-19', '10:00', false, '2026-06-22 09:00'],
    ['go over the new year and Epiphany', '2026-12-31', '16:00', false, '2027-01-04 09:00'],
  ] as const)
    it(what, () => {
      const found = openingOf(team, day, time);
      expect(found.open).to.equal(open);
      expect(`${found.opens?.day} ${found.opens?.from}`).to.equal(next);
    });

  it('take an eve as a workday where the team does not name it', () =>
    expect(openingOf({ ...team, closedOn: [] }, '2026-12-24', '10:00').open).to.equal(true));

  it('promise nothing where there are none', () =>
    expect(openingOf({ ...team, hours: [] }, '2026-11-23', '10:00')).to.deep.equal({ open: false }));
});
