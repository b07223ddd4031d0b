// Short results at the foot of the window, read out once by one polite live region.
import type { Problem, Tone } from "../wire.ts";
import { sentence } from "../ipc.ts";

export interface Toast {
  id: number;
  tone: Tone;
  message: string;
  /** The order it is about, to open it from the toast. */
  order: number | null;
}

const STAYS: Record<Tone, number> = { good: 5000, info: 5000, bad: 10_000 };

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #next = 1;

  say(tone: Tone, message: string, order: number | null = null): void {
    if (message === "") return;
    const toast = { id: this.#next, tone, message, order };
    this.#next += 1;
    this.shown = [...this.shown.filter((one) => one.message !== message).slice(-3), toast];
    setTimeout(() => this.dismiss(toast.id), STAYS[tone]);
  }

  problem(problem: Problem): void {
    this.say("bad", sentence(problem));
  }

  clear(): void {
    this.shown = [];
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((one) => one.id !== id);
  }
}

export const toasts = new Toasts();
