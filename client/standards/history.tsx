import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleSetVersion } from '#contract/rule-sets.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { Difference } from './difference.tsx';
import { useVersion, useVersions } from './queries.ts';
import classes from './standards.module.css';

function Comparison({ ruleSetId, version, with: other }: { readonly ruleSetId: string; readonly version: number; readonly with: number }) {
  const [after, before] = [useVersion(ruleSetId, version), useVersion(ruleSetId, other)];
  const error = after.error ?? before.error;
  if (error) return <FailedState error={error} onRetry={() => { void after.refetch(); void before.refetch(); }} />;
  if (!after.data || !before.data) return <LoadingState />;
  return <Difference before={before.data} after={after.data} />;
}

interface RowProps { readonly version: RuleSetVersion; readonly isInForce: boolean; readonly onTakeBack: (() => void) | null }
function VersionRow({ version: { ruleSetId, version, parentVersion, shippedVersion, isEdited, hash, reason, author, at }, isInForce, onTakeBack }: RowProps) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={classes['version']} data-version={version}>
      <div className={classes['versionHead']}>
        <b>v{version}</b>
        {isInForce && <Badge size="sm" variant="filled">{t('history.inForce')}</Badge>}
        <Badge size="sm" variant="light" color={isEdited ? 'brand' : 'gray'}>{t(isEdited ? 'edited' : 'history.program')}</Badge>
        <span>{t('history.by', { who: author ?? t('draft.program'), when: momentText(at, locale) })}</span>
        <span style={{ flex: 1 }} />
        {parentVersion !== null && <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? t('history.hide') : t('history.compare', { version: parentVersion })}</Button>}
        {!isInForce && onTakeBack && <Button size="compact-xs" variant="subtle" onClick={onTakeBack}>{t('history.takeBack')}</Button>}
      </div>
      <div>{reason === '' ? t('history.firstReason') : reason}</div>
      <p className={classes['quiet']}>{t('history.shippedFrom', { version: shippedVersion })} · {t('history.hash', { hash: hash.slice(0, 12) })}{parentVersion === null && ` · ${t('history.first')}`}</p>
      {isOpen && parentVersion !== null && <Comparison ruleSetId={ruleSetId} version={version} with={parentVersion} />}
    </li>
  );
}

/** Every version that was in force: who, when, why, what changed; an admin can go back to one. */
export function History({ ruleSetId, inForce, onTakeBack }: { readonly ruleSetId: string; readonly inForce: number; readonly onTakeBack: ((version: number) => void) | null }) {
  const versions = useVersions(ruleSetId);
  if (versions.isError) return <FailedState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <LoadingState />;
  return (
    <div className={classes['scroll']}>
      <ol className={classes['versions']}>
        {versions.data.map((version) => <VersionRow key={version.version} version={version} isInForce={version.version === inForce} onTakeBack={onTakeBack && (() => onTakeBack(version.version))} />)}
      </ol>
    </div>
  );
}
