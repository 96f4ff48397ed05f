import { Component, h, type ComponentType } from 'preact';

/** A component that is drawn again only when one of its properties is another value. */
export function memo<P extends object>(view: (props: P) => preact.ComponentChild): ComponentType<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const keys = Object.keys(next) as (keyof P)[];
      return keys.length !== Object.keys(this.props).length || keys.some((key) => !Object.is(next[key], this.props[key]));
    }

    override render(props: P) {
      return h(view as ComponentType<P>, props);
    }
  }
  return Memo;
}
