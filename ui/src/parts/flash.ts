// A price that has just moved lights up for a moment, unless the user wants less motion.
import type { Attachment } from "svelte/attachments";

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Lights the element up when `figure` differs from what it was. */
export function flash(figure: () => number | null): Attachment<HTMLElement> {
  let before: number | null = null;
  return (element) => {
    const now = figure();
    if (before !== null && now !== null && now !== before && !still.matches) {
      const ground = now > before ? "var(--gain-ground)" : "var(--loss-ground)";
      element.animate([{ backgroundColor: ground }, { backgroundColor: ground }], { duration: 150 });
    }
    before = now;
  };
}
