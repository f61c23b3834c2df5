import { Button, Tooltip } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import type { MeasuredProposal } from '../coverage/protocol.ts';
import { FindingList } from '../draw/finding-list.tsx';
import { thresholdText } from '../figures/format.ts';
import { FigureValue } from '../figures/figure-row.tsx';
import type { NamedFigure } from '../figures/group-figures.ts';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import { areaText, lengthText } from '../layers/names.ts';
import { letterColours } from './assistant-overlay.ts';
import { isSameStretch, letterOf, useAssistantState } from './assistant-state.ts';
import { toggleLock } from './assistant-tool.ts';
import { followsText, reasonLines, sidesText, stretchLabel } from './assistant-words.ts';
import classes from './assistant.module.css';

/** Old places inside, by layer: how many, and which on demand. */
function OldPlaces({ proposal }: { readonly proposal: MeasuredProposal }) {
  const { t } = useTranslation('assistant');
  const kindName = useKindName();
  const inside = proposal.reasons.filter(({ code }) => code === 'old_places_inside');
  if (inside.length === 0) return <p className={classes['quiet']}>{t('noOldPlaces')}</p>;
  return (
    <ul className={classes['places']}>
      {inside.map(({ params }) => {
        const head = t('inside', { kind: kindName(String(params['kind'])), count: Number(params['count']) });
        return <li key={String(params['kind'])}>{params['names'] === '' ? head : <details><summary>{head}</summary>{params['names']}</details>}</li>;
      })}
    </ul>
  );
}

/** Stretches of the boundary, each with a switch that keeps it. */
function Stretches({ proposal }: { readonly proposal: MeasuredProposal }) {
  const { t } = useTranslation('assistant');
  const locale = useAppState((s) => s.locale);
  const locked = useAssistantState((s) => s.locked);
  return (
    <details className={classes['stretches']}>
      <summary>{t('stretches', { count: proposal.stretches.length })}</summary>
      {proposal.stretches.map((stretch, i) => (
        <label key={i}><input type="checkbox" checked={locked.some((kept) => isSameStretch(kept, stretch))} onChange={() => toggleLock(stretch)} /> {t('keep', { line: stretchLabel(stretch), length: lengthText(stretch.lengthM, locale) })}</label>
      ))}
    </details>
  );
}

interface FiguresProps { readonly proposal: MeasuredProposal; readonly shown: readonly NamedFigure[] }
function Figures({ proposal, shown }: FiguresProps) {
  const locale = useAppState((s) => s.locale);
  return (
    <table className={classes['figures']}>
      <tbody>
        {shown.map(({ rule, ruleSet }) => {
          const figure = proposal.figures.find((each) => each.ruleId === rule.id && each.ruleSetId === ruleSet.id);
          return figure && (
            <tr key={`${ruleSet.id}/${rule.id}`} data-rule={rule.id}>
              <th scope="row" title={`${rule.name[locale]} · ${ruleSet.name[locale]}`}>{rule.name[locale]}</th>
              <td><FigureValue figure={figure} /></td>
              <td title={figure.threshold ? thresholdText(figure.threshold, figure.unit, locale) : ''}><VerdictMark verdict={figure.verdict} isShort /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Props { readonly proposal: MeasuredProposal; readonly index: number; readonly shown: readonly NamedFigure[]; readonly onAccept: () => void; readonly onAmend: () => void; readonly onRefuse: () => void }

/** One proposal: letter, size, why, what it holds, its figures, and what to do with it. */
export function ProposalCard({ proposal, index, shown, onAccept, onAmend, onRefuse }: Props) {
  const { t } = useTranslation('assistant');
  const locale = useAppState((s) => s.locale);
  const scheme = useAppState((s) => s.scheme);
  const isLit = useAssistantState((s) => s.lit === index);
  const light = (on: boolean) => useAssistantState.setState((s) => (on ? { lit: index } : s.lit === index ? { lit: null } : {}));
  const letter = letterOf(index);
  // Notices say what the reasons say already.
  const warnings = proposal.findings.filter(({ severity }) => severity !== 'notice');
  const sides = sidesText(proposal.reasons);
  return (
    <article className={classes['card']} data-lit={isLit || undefined} data-proposal={letter} data-character={proposal.character} aria-label={t('card', { letter, character: t(`characters.${proposal.character}`) })}
      onPointerEnter={() => light(true)} onPointerLeave={() => light(false)} onFocus={() => light(true)} onBlur={() => light(false)}>
      <header>
        <span className={classes['letter']} style={{ background: letterColours[scheme][index % 3], color: scheme === 'light' ? '#fff' : '#10151d' }} aria-hidden>{letter}</span>
        <h3>{t(`characters.${proposal.character}`)}</h3>
        <b>{areaText(proposal.areaM2, locale)}</b>
        {proposal.people !== null && <span className={classes['quiet']}>{t('people', { count: Math.round(proposal.people), text: Math.round(proposal.people).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en') })}</span>}
      </header>
      <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('why', { letter })}>
        {sides !== '' && <p>{sides}</p>}
        <p>{followsText(proposal.reasons, locale)} <span className={classes['clause']}>S000 四(二)</span></p>
        <OldPlaces proposal={proposal} />
        <ul className={classes['reasons']}>{reasonLines(proposal.reasons, locale).map(({ key, text, clause, isDoubtful }) => <li key={key} data-doubtful={isDoubtful || undefined}>{text}{clause !== '' && <span className={classes['clause']}>{clause}</span>}</li>)}</ul>
        {warnings.length > 0 && <FindingList findings={warnings} />}
        <Figures proposal={proposal} shown={shown} />
        <Stretches proposal={proposal} />
      </div>
      <footer>
        <Button size="compact-sm" leftSection={<IconCheck size={15} />} onClick={onAccept} aria-label={t('acceptOf', { letter })}>{t('accept')}</Button>
        <Tooltip label={t('amendText')}><Button size="compact-sm" variant="light" leftSection={<IconPencil size={15} />} onClick={onAmend} aria-label={t('amendOf', { letter })}>{t('amend')}</Button></Tooltip>
        <Button size="compact-sm" variant="default" leftSection={<IconX size={15} />} onClick={onRefuse} aria-label={t('refuseOf', { letter })}>{t('refuse')}</Button>
      </footer>
    </article>
  );
}
