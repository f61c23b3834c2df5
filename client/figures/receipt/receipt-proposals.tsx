import { useTranslation } from 'react-i18next';
import type { ReceiptProposal } from '#planning/coverage/figure.ts';
import type { FeatureIndex } from './receipt-highlight.ts';
import { useKindName } from './receipt-method.tsx';
import { Section } from './section.tsx';
import classes from './receipt.module.css';

interface Props { readonly proposals: readonly ReceiptProposal[]; readonly features: FeatureIndex; readonly onFocus: (id: number) => void; readonly focused: number | null }
/** What is built, closed, moved and connected in this reading, each line flying to where it is; nothing where the rule reads no proposal. */
export function ReceiptProposals({ proposals, features, onFocus, focused }: Props) {
  const { t } = useTranslation('figures');
  const kindName = useKindName();
  if (proposals.length === 0) return null;
  const nameOf = ({ id, action, layer }: ReceiptProposal): string => (features.get(id)?.properties as { name?: string | null } | null | undefined)?.name || (action === 'connect' ? t('receipt.footway') : kindName(layer));
  return (
    <Section title={<span className={classes['listHead']}>{t('receipt.proposals')}<b>{proposals.length.toLocaleString()}</b></span>}>
      <ul className={classes['features']}>
        {proposals.map((proposal) => (
          <li key={proposal.id} data-receipt-proposal={proposal.action}>
            <button type="button" className={classes['feature']} aria-pressed={focused === proposal.id} onClick={() => onFocus(proposal.id)} title={t('receipt.flyTo', { name: nameOf(proposal) })}>
              <span>{nameOf(proposal)}</span><span className={classes['quiet']}>{t(`receipt.actions.${proposal.action}`)}{!proposal.isCounted && ` · ${t('receipt.uncounted')}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
