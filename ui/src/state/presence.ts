// Somebody is at the window: the program is told, now and then, and locks the window when it is left alone.
import * as ipc from "../ipc.ts";
import { desk } from "./desk.svelte.ts";

const EVERY = 10_000;
let told = Number.NEGATIVE_INFINITY;

/** The window was touched. */
export function present(): void {
  const wanted = desk.stage !== "locked" && desk.lobby?.signedIn?.protected && desk.lobby.settings.lockAfterMinutes !== null;
  const now = performance.now();
  if (!wanted || now - told < EVERY) return;
  told = now;
  // A window that was locked meanwhile says so by itself.
  ipc.touched().catch(() => undefined);
}
