import type { ReactNode } from "react";

interface HeadingProps {
  /** What the screen is, in the browser's tab and in its history too. */
  readonly name: string;
  /** The same with its marks; the name alone when left out. */
  readonly children?: ReactNode;
}

/** The heading of a screen, by which its tab is told from others. */
export function Heading({ name, children = name }: HeadingProps) {
  return (
    <>
      <title>{`${name} · Skyhold`}</title>
      <h1>{children}</h1>
    </>
  );
}
