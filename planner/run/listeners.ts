import Module from "node:module";
import { isLasting } from "./modules";

type Load = (this: NodeModule, file: string) => void;
type Listener = (...args: unknown[]) => void;

/**
 * Takes away the listeners that a program has put on the process, so that the next one there does not hear them.
 * Those that lasting modules add when they are loaded last as they do.
 */
export class ProcessListeners {
  readonly #lasting: Set<Listener>;
  readonly #load: Load = Reflect.get(Module.prototype, "load");

  constructor() {
    this.#lasting = new Set(all().map(({ listener }) => listener));
    Reflect.set(Module.prototype, "load", this.noticing());
  }

  /** Removes what the program has added since this object was made. */
  forget(): void {
    Reflect.set(Module.prototype, "load", this.#load);
    all()
      .filter(({ listener }) => !this.#lasting.has(listener))
      .forEach(({ event, listener }) => process.removeListener(event, listener));
  }

  /** Node's way of loading a module, with a look at which listeners a lasting one adds. */
  private noticing(): Load {
    const [load, lasting] = [this.#load, this.#lasting];
    let isInside = false;
    return function (file) {
      if (isInside || !isLasting(file)) {
        return Reflect.apply(load, this, [file]);
      }
      const before = new Set(all().map(({ listener }) => listener));
      isInside = true;
      try {
        Reflect.apply(load, this, [file]);
      } finally {
        isInside = false;
        all()
          .filter(({ listener }) => !before.has(listener))
          .forEach(({ listener }) => lasting.add(listener));
      }
    };
  }
}

function all(): { event: string | symbol; listener: Listener }[] {
  const emitter: NodeJS.EventEmitter = process;
  return emitter
    .eventNames()
    .flatMap((event) => emitter.rawListeners(event).map((listener) => ({ event, listener: listener as Listener })));
}
