import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A part of the page whose code is loaded when it is first shown. */
export function lazily<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> {
  const loaded = signal<ComponentType<P> | null>(null);
  return function Lazy(props: P) {
    useEffect(() => {
      void load().then((module) => {
        loaded.value = module.default;
      });
    }, []);
    const Body = loaded.value;
    return Body && <Body {...props} />;
  };
}
