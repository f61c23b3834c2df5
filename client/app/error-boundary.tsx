import { Component, type ReactNode } from 'react';
import i18n from './i18n.ts';
import { FailedState } from '../ui/states.tsx';

interface Props { readonly children: ReactNode; /** True inside the shell: only this part is replaced. */ readonly isPart?: boolean }

/** A bug in one part is shown in its place, in words, and the rest goes on. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };
  static getDerivedStateFromError(error: Error) { return { error }; }
  override render() {
    if (this.state.error === null) return this.props.children;
    const retry = () => (this.props.isPart ? this.setState({ error: null }) : window.location.reload());
    return <FailedState error={this.state.error} title={i18n.t('app:brokenPart')} onRetry={retry} isWhole={!this.props.isPart} />;
  }
}
