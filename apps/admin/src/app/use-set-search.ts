import { useNavigate } from "@tanstack/react-router";

/** Writes one condition of a list into the address; an empty text takes it out. */
export type SetSearch<Key extends string> = (key: Key) => (value: string) => void;

/** The conditions of the list in sight, which its address holds, so that it can be shared and the way back leads to it. */
export function useSetSearch<Search extends Partial<Record<string, string>>>(): SetSearch<keyof Search & string> {
  const navigate = useNavigate();
  return (key) => (value) => void navigate({ to: ".", search: (before) => ({ ...before, [key]: value || undefined }), replace: true });
}
