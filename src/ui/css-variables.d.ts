import 'react';

declare module 'react' {
  // Styles may set the kit's variables (a track's block size).
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
