// A price that has just moved lights up for a moment, unless the user wants less motion or it is out of sight.
import type { Attachment } from "svelte/attachments";

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// One observer for all prices: hundreds may move at once, and only the few in sight are worth an animation.
const inSight = new WeakSet<Element>();
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inSight.add(target);
    else inSight.delete(target);
  }
});

/** Lights the element up when `figure` differs from what it was. */
export function flash(figure: () => number | null): Attachment<HTMLElement> {
  let before: number | null = null;
  let watched: HTMLElement | undefined;
  return (element) => {
    const now = figure();
    if (watched !== element) {
      watcher.observe(element);
      watched = element;
    } else if (before !== null && now !== null && now !== before && !still.matches && inSight.has(element)) {
      const ground = now > before ? "var(--gain-ground)" : "var(--loss-ground)";
      element.animate([{ backgroundColor: ground }, { backgroundColor: ground }], { duration: 150 });
    }
    before = now;
  };
}
