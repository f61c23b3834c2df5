import { useTranslation } from 'react-i18next';
import type { FigureSet } from '#contract/figures.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { ReceiptHost } from '../figures/receipt/receipt-host.tsx';
import { FigureValue } from '../figures/figure-row.tsx';
import { useOpenFigure } from '../figures/open-figure.ts';
import { useFigureSet } from '../figures/queries.ts';
import { RobustnessChip } from '../figures/robustness-chip.tsx';
import { StateChip } from '../figures/state-chip.tsx';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import { useOpenRegimes } from '../regimes/open-regimes.ts';
import { RegimesButton } from '../regimes/regimes-button.tsx';
import { RegimesHost } from '../regimes/regimes-panel.tsx';
import classes from './dashboard.module.css';
import { useDashboardState } from './dashboard-state.ts';
import { headlineFigures } from './headline.ts';

interface Props { readonly set: FigureSet; readonly ruleSets: readonly RuleSet[] }
/** Headline figures of the city; a tile compares the divisions by its figure and opens its receipt. */
export function CityTiles({ set, ruleSets }: Props) {
  const { t } = useTranslation('dashboard');
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const open = useOpenFigure((s) => (s.open?.area === 'city' ? s.open : null));
  const isCompared = useOpenRegimes((s) => s.open?.area === 'city');
  // The first screen is a moment's; the set of the open receipt follows what is computed and verified since.
  const whole = useFigureSet(cityId, open || isCompared ? 'city' : null).data;
  const tiles = headlineFigures(set.figures, ruleSets);
  return (
    <section>
      <h3 className={classes['sectionHead']}>{t('cityFigures')}<StateChip state={set.state} isStale={set.stale} /></h3>
      <div className={classes['tiles']}>
        {tiles.map(({ figure, rule, ruleSet }) => (
          <button
            key={`${ruleSet.id}/${rule.id}`} type="button" className={classes['tile']} aria-pressed={open?.ruleId === rule.id} title={`${rule.name[locale]} · ${ruleSet.name[locale]}`}
            onClick={() => {
              useDashboardState.getState().setRule(rule.id);
              useAppState.getState().select(null);
              useOpenFigure.getState().show({ area: 'city', ruleId: rule.id, ruleSetId: ruleSet.id });
            }}
          >
            <span className={classes['tileHead']}><span className={classes['tileName']}>{rule.name[locale]}</span><RobustnessChip figure={figure} words="never" /></span>
            <FigureValue figure={figure} />
            <VerdictMark verdict={figure.verdict} />
          </button>
        ))}
      </div>
      <div className={classes['compare']}><RegimesButton area="city" areaName={set.areaName} /></div>
      <RegimesHost area="city" figures={(whole ?? set).figures} ruleSets={ruleSets} />
      <ReceiptHost area="city" areaName={set.areaName} set={whole ?? set} live={null} ruleSets={ruleSets} />
    </section>
  );
}
