// Which rows of a long table are in sight. Only those exist, between two rows as high as all the others: two hundred
// figures that change at once are drawn within a frame, and the table stays a table.
import type { Attachment } from "svelte/attachments";

/** A table of fewer rows is shown whole. */
const MANY = 60;
/** Rows kept ready above and below, so that keys and wheels find them. */
const AHEAD = 15;

export class Sight {
  #from = $state(0);
  #to = $state(MANY);
  #height = $state(30);

  constructor(private readonly count: () => number) {}

  get whole(): boolean {
    return this.count() <= MANY;
  }

  get from(): number {
    return this.whole ? 0 : Math.min(this.#from, Math.max(0, this.count() - 1));
  }

  get to(): number {
    return this.whole ? this.count() : Math.min(this.#to, this.count());
  }

  /** Pixels that the rows above the first shown one would take. */
  get above(): number {
    return this.from * this.#height;
  }

  get below(): number {
    return (this.count() - this.to) * this.#height;
  }

  /** For the table's body: watches what scrolls it. */
  readonly watch: Attachment<HTMLElement> = (body) => {
    const scroller = scrollerOf(body);
    if (!scroller) return;
    const look = () => this.#look(body, scroller);
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", look);
    };
  };

  #look(body: HTMLElement, scroller: HTMLElement): void {
    if (this.whole) return;
    const row = body.querySelector<HTMLElement>("[data-symbol]");
    if (row && row.offsetHeight > 0) this.#height = row.offsetHeight;
    const hidden = scroller.getBoundingClientRect().top - body.getBoundingClientRect().top;
    const first = Math.floor(hidden / this.#height) - AHEAD;
    this.#from = Math.max(0, first);
    this.#to = Math.max(MANY, first + Math.ceil(scroller.clientHeight / this.#height) + 2 * AHEAD);
  }
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}
