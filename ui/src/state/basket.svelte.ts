// The basket: orders written and not placed yet, of this sitting and this account.
import * as ipc from "../ipc.ts";
import type { BasketEstimate, Order, Ticket } from "../wire.ts";
import { desk } from "./desk.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

class Basket {
  tickets = $state.raw<Ticket[]>([]);
  /** What they cost together, after each other. */
  estimate = $state.raw<BasketEstimate | null>(null);
  failure = $state.raw<string | null>(null);
  /** What became of the orders that were placed last. */
  placed = $state.raw<Order[]>([]);
  sending = $state(false);
  #account: string | null = null;
  #question = 0;

  /** The basket belongs to the account that is open: another account's is another basket. */
  open(account: string): void {
    if (this.#account === account) return;
    this.#account = account;
    this.#set([]);
    this.placed = [];
  }

  add(ticket: Ticket): void {
    if (desk.view) this.open(desk.view.account.name);
    this.placed = [];
    this.#set([...this.tickets, ticket]);
  }

  remove(at: number): void {
    this.#set(this.tickets.filter((_, index) => index !== at));
  }

  /** Moves an order up or down: they are placed from the top. */
  move(at: number, by: 1 | -1): void {
    const to = at + by;
    const [one, other] = [this.tickets[at], this.tickets[to]];
    if (!one || !other) return;
    this.#set(this.tickets.map((ticket, index) => (index === at ? other : index === to ? one : ticket)));
  }

  clear(): void {
    this.#set([]);
  }

  /** Asks again what they cost: prices moved. */
  async check(): Promise<void> {
    this.#question += 1;
    const mine = this.#question;
    if (this.tickets.length === 0) {
      this.estimate = null;
      return;
    }
    try {
      const estimate = await ipc.basket(this.tickets);
      if (mine === this.#question) [this.estimate, this.failure] = [estimate, null];
    } catch (reason) {
      if (mine === this.#question) this.failure = ipc.sentence(ipc.asProblem(reason));
    }
  }

  async place(): Promise<void> {
    if (this.sending || this.tickets.length === 0) return;
    this.sending = true;
    try {
      const receipt = await ipc.act({ kind: "placeAll", tickets: this.tickets });
      const refused = receipt.orders.some((order) => order.status === "rejected");
      this.#set([]);
      this.placed = receipt.orders;
      toasts.say(refused ? "bad" : "good", receipt.message);
    } catch (reason) {
      this.failure = ipc.sentence(ipc.asProblem(reason));
    } finally {
      this.sending = false;
    }
  }

  #set(tickets: Ticket[]): void {
    this.tickets = tickets;
    this.failure = null;
    // What was reckoned for other lines says nothing about these.
    if (this.estimate?.lines.length !== tickets.length) this.estimate = null;
    void this.check();
  }
}

export const basket = new Basket();
