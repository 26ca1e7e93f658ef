import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** For a form: when its answer is there, the keyboard goes to the first field that is to be mended. Its place was lost with the button, which waited. */
export function useWayToMend(pending: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!pending) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [pending]);
  return form;
}
