import { itemName } from '../../../dialogs/step-lines.ts';
import { translator } from '../../../locales/index.ts';
import type { Session } from '../../conversations/conversation.ts';
import type { PlanDraft } from '../interface.ts';
import type { DeskRecord } from '../record.ts';
import { pathwayView, type Reader, stepView } from './pathway-view.ts';

/** The plan that the network is working on, without the guide's own pathways; null where nobody has begun one. */
export function draftView({ draft }: DeskRecord, reader: Reader): PlanDraft | null {
  if (!draft) return null;
  return {
    version: draft.version,
    to: draft.to,
    title: translator(reader.lang)(itemName(draft.to, reader)),
    steps: draft.steps.map(({ item, comment }) => stepView(item, comment, reader)),
    comment: draft.comment,
    by: draft.by,
    sentAt: draft.sentAt ?? null,
    offered: [],
  };
}

/** The same with the guide's pathways to begin from; where nobody has begun, the one that the seeker kept, else the best. */
export function planView(record: DeskRecord, session: Session, reader: Reader): PlanDraft {
  const { pathways } = reader.knowledge.advise(session.profile, reader.today);
  const offered = pathways.map((pathway) => pathwayView(pathway, reader));
  const drafted = draftView(record, reader);
  if (drafted) return { ...drafted, offered };
  const kept = pathways.findIndex(({ to, way }) => to === session.plan?.to && way === session.plan.way);
  const first = offered[Math.max(0, kept)];
  return {
    version: 0,
    to: first?.to ?? 'guidance',
    title: first?.title ?? '',
    steps: (first?.steps ?? []).map(({ item, name, kind, provider }) => ({
      item,
      name,
      kind,
      provider,
      comment: '',
    })),
    comment: '',
    by: null,
    sentAt: null,
    offered,
  };
}
