/** The one stylesheet of the pages: calm, light and dark, one column on a phone. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14171c);
  --surface: light-dark(#ffffff, #1d2128);
  --line: light-dark(#d9dde3, #353b45);
  --text: light-dark(#1b222c, #e8ebf0);
  --quiet: light-dark(#566070, #a3adbb);
  --accent: light-dark(#1d5b8f, #8cc4f2);
  --on-accent: light-dark(#ffffff, #10202e);
  --good: light-dark(#1c6b3f, #86d3a5);
  --bad: light-dark(#a12a2a, #f2a1a1);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 0; }
p { margin: 0.25rem 0; max-width: 42rem; }
a { color: var(--accent); }
code { font-size: 0.9em; overflow-wrap: anywhere; }
.model { border-inline-start: 0.25rem solid var(--accent); padding-inline-start: 0.75rem; }
.problem { border-inline-start: 0.25rem solid var(--bad); padding: 0.5rem 0.75rem; background: var(--surface); }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.list { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; justify-content: space-between; align-items: baseline; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin-top: 0.75rem; }
label { display: grid; gap: 0.25rem; flex: 1 1 16rem; font-size: 0.9rem; color: var(--quiet); }
select, button { font: inherit; min-height: 2.75rem; border-radius: 0.375rem; padding: 0 0.75rem; max-width: 100%; }
select { background: var(--ground); color: var(--text); border: 1px solid var(--quiet); width: 100%; }
button { background: var(--accent); color: var(--on-accent); border: 1px solid var(--accent); cursor: pointer; }
button.second { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; min-height: 1.75rem; }
.attempts { margin: 0.5rem 0 0; padding-inline-start: 1.25rem; }
`;
