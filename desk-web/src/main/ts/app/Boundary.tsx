import { Component, type ComponentChildren } from 'preact';
import { text } from '../i18n';
import { Button, EmptyState } from '../ui';

/** An error in one part of the page does not take the other parts with it. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  render() {
    if (!this.state.failed) {
      return this.props.children;
    }
    return (
      <EmptyState icon="alert" title={text('app.crashed')}>
        <Button icon="refresh" onClick={() => location.reload()}>
          {text('app.reload')}
        </Button>
      </EmptyState>
    );
  }
}
