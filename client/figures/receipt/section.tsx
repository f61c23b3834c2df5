import type { ReactNode } from 'react';
import classes from './receipt.module.css';

export function Section({ title, children }: { readonly title?: ReactNode; readonly children: ReactNode }) {
  return <section className={classes['section']}>{title && <h3 className={classes['sectionHead']}>{title}</h3>}{children}</section>;
}
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className={classes['fact']}><dt>{name}</dt><dd>{children}</dd></div>;
}
