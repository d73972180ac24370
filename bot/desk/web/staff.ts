import type { Base } from '../../../knowledge/base.ts';
import type { Store } from '../../storage/store.ts';
import type { DeskLang, MyWish, Person, Role, StaffLang } from '../interface.ts';
import type { SignedIn } from './sessions.ts';

/** What the desk knows of one of its people: from the knowledge base, from signing in, and from what they set themselves. */
export interface Member extends Person {
  readonly roles: readonly Role[];
  readonly team: string;
  readonly organisation: string | null;
  readonly languages: readonly DeskLang[];
  readonly fields: readonly string[];
  readonly capacity: number;
  readonly available: boolean;
  readonly lang: StaffLang;
}

export interface Staff {
  of(who: SignedIn): Promise<Member>;
  /** Changes what somebody may set themselves. */
  set(who: SignedIn, wish: MyWish): Promise<Member>;
  /** Everybody to whom a case can be given, by id. */
  find(id: string): Promise<Member | undefined>;
  all(): Promise<readonly Member[]>;
}

const CAPACITY = 5;
const ROLES: readonly Role[] = ['lead', 'coach', 'planner', 'editor'];
const keyOf = (id: string) => `staff/${id}`;

/** What is kept of somebody: who they said they are when they signed in, and their own settings. */
interface Kept {
  readonly who: SignedIn;
  readonly wish: MyWish;
}

export function createStaff({ store, base }: { readonly store: Store; readonly base: Base }): Staff {
  const memory = new Map<string, Kept>();

  async function kept(id: string): Promise<Kept | undefined> {
    const there = memory.get(id);
    if (there) return there;
    // Written by `keep` alone.
    const stored = (await store.read(keyOf(id)))?.value as unknown as Kept | undefined;
    if (stored) memory.set(id, stored);
    return stored;
  }

  async function keep(next: Kept): Promise<void> {
    const key = keyOf(next.who.id);
    const there = await store.read(key);
    const { id, name, roles } = next.who;
    await store.write(key, { who: { id, name, roles }, wish: { ...next.wish } }, there?.version ?? 0);
    memory.set(id, next);
  }

  function member({ who, wish }: Kept): Member {
    const known = base.coaches.get(who.id);
    return {
      id: who.id,
      name: known?.name ?? who.name,
      role: ROLES.find((role) => who.roles.includes(role)) ?? 'coach',
      roles: who.roles,
      team: known?.team ?? base.teams.keys().next().value ?? '',
      organisation: known?.organisation ?? null,
      languages: wish.languages ?? known?.languages ?? ['fi'],
      fields: wish.fields ?? known?.fields ?? [],
      capacity: wish.capacity ?? known?.capacity ?? CAPACITY,
      available: wish.available ?? true,
      lang: wish.lang ?? 'fi',
    };
  }

  const fromBase = (id: string): Member | undefined => {
    const known = base.coaches.get(id);
    return known && member({ who: { id, name: known.name, roles: ['coach'] }, wish: {} });
  };

  return {
    async of(who) {
      const there = await kept(who.id);
      if (!there || there.who.name !== who.name || there.who.roles.join() !== who.roles.join())
        await keep({ who: { id: who.id, name: who.name, roles: who.roles }, wish: there?.wish ?? {} });
      return member({ who, wish: there?.wish ?? {} });
    },
    async set(who, wish) {
      const next = { who, wish: { ...(await kept(who.id))?.wish, ...wish } };
      await keep(next);
      return member(next);
    },
    async find(id) {
      const there = await kept(id);
      const found = there ? member(there) : fromBase(id);
      return found?.roles.some((role) => role === 'coach' || role === 'lead') ? found : undefined;
    },
    async all() {
      const ids = new Set(base.coaches.keys());
      for (const key of await store.list('staff/')) ids.add(key.slice('staff/'.length));
      const found = await Promise.all([...ids].map((id) => this.find(id)));
      return found.filter((one) => one !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export const personOf = ({ id, name, role }: Person): Person => ({ id, name, role });
