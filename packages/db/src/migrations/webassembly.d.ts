// Node has WebAssembly, but its types declare it only for browsers.
declare namespace WebAssembly {
  interface Module {
    readonly brand: unique symbol;
  }
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Record<string, Record<string, unknown>>): Promise<Instance>;
}
