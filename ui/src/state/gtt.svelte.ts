// The window of a trigger that lives across days: what is typed into it.
import * as ipc from "../ipc.ts";
import { readPrice, readQuantity, stepPrice, stepQuantity, writePrice } from "../typed.ts";
import type { Gtt, GttLeg, GttTicket, Refusal, Side } from "../wire.ts";
import { toasts } from "./toasts.svelte.ts";

/** A leg as it is typed: `low` waits for a fall or is the only one, `high` waits for a rise. */
export type LegName = "low" | "high";
export type LegText = { trigger: string; price: string };

export interface GttOpening {
  symbol: string;
  side: Side;
  quantity?: number;
  /** The trigger to change, instead of writing a new one. */
  modify?: Gtt;
}

class GttWindow {
  open = $state(false);
  symbol = $state("");
  side = $state<Side>("buy");
  /** Two triggers to sell, one on either side of the price. */
  oco = $state(false);
  quantity = $state("1");
  low = $state<LegText>({ trigger: "", price: "" });
  high = $state<LegText>({ trigger: "", price: "" });
  note = $state("");
  modifies = $state.raw<Gtt | null>(null);
  lastPaise = $state<number | null>(null);
  tickPaise = $state<number | null>(null);
  lot = $state(1);
  refusal = $state.raw<Refusal | null>(null);
  /** The leg that cannot be read; without one a refusal is about both. */
  wrongLeg = $state<LegName | null>(null);
  failure = $state.raw<string | null>(null);
  sending = $state(false);
  /** Counts openings, so that the window can take the focus each time. */
  opened = $state(0);
  #question = 0;

  show(opening: GttOpening): void {
    const old = opening.modify?.ticket ?? null;
    this.modifies = opening.modify ?? null;
    this.symbol = opening.symbol;
    this.side = opening.side;
    this.oco = (old?.legs.length ?? 1) > 1;
    this.quantity = String(old?.legs[0]?.quantity ?? opening.quantity ?? 1);
    const legs = [...(old?.legs ?? [])].sort((one, other) => (one.triggerPaise < other.triggerPaise ? -1 : 1));
    this.low = text(legs[0]);
    this.high = text(legs[1]);
    this.note = old?.note ?? "";
    [this.lastPaise, this.refusal, this.failure] = [null, null, null];
    this.open = true;
    this.opened += 1;
    void this.refresh();
  }

  close(): void {
    this.open = false;
    this.#question += 1;
  }

  setSide(side: Side): void {
    this.side = side;
    if (side === "buy") this.oco = false;
    this.#typed();
  }

  setOco(oco: boolean): void {
    this.oco = oco;
    this.#typed();
  }

  typedQuantity(typed: string): void {
    this.quantity = typed;
    this.#typed();
  }

  typed(leg: LegName, field: keyof LegText, typed: string): void {
    this[leg] = { ...this[leg], [field]: typed };
    this.#typed();
  }

  stepQuantity(direction: 1 | -1): void {
    this.typedQuantity(String(stepQuantity(readQuantity(this.quantity) ?? 0, this.lot, direction)));
  }

  step(leg: LegName, field: keyof LegText, direction: 1 | -1): void {
    const from = readPrice(this[leg][field]) ?? readPrice(this[leg].trigger) ?? this.lastPaise;
    if (from === null || this.tickPaise === null) return;
    this.typed(leg, field, writePrice(stepPrice(from, this.tickPaise, direction)));
  }

  /** Asks where the stock stands. */
  async refresh(): Promise<void> {
    this.#question += 1;
    const mine = this.#question;
    try {
      const now = await ipc.estimate({ symbol: this.symbol, side: this.side, product: "cnc", type: "market", validity: "day", quantity: this.lot, pricePaise: null, triggerPaise: null, disclosed: null, amo: false, note: "" });
      if (mine !== this.#question) return;
      [this.lastPaise, this.tickPaise, this.lot] = [now.pricePaise, now.tickPaise, now.lot];
    } catch {
      // Where it stands is only told beside the fields; the rules ask for themselves.
    }
  }

  /** What could be typed but not sent: the field and what is wrong with it. */
  unreadable(): Refusal | null {
    const bad = (field: Refusal["field"], message: string, accepted: string): Refusal => ({ code: "unreadable", message, accepted, field, rule: null });
    if (readQuantity(this.quantity) === null) return bad("quantity", this.quantity.trim() === "" ? "How many shares?" : "That is not a whole number of shares.", "A whole number, such as 5.");
    for (const leg of this.#names()) {
      this.wrongLeg = leg;
      if (readPrice(this[leg].trigger) === null) return bad("trigger", this[leg].trigger.trim() === "" ? "At what price should it wake?" : "That is not a price.", "Rupees and paise, such as 1315.40.");
      if (readPrice(this[leg].price) === null) return bad("price", this[leg].price.trim() === "" ? "What limit should its order have?" : "That is not a price.", "Rupees and paise, such as 1315.40.");
    }
    this.wrongLeg = null;
    return null;
  }

  written(): GttTicket {
    const quantity = readQuantity(this.quantity) ?? 0;
    const legs = this.#names().map((leg) => ({ triggerPaise: readPrice(this[leg].trigger) ?? 0, pricePaise: readPrice(this[leg].price) ?? 0, quantity }));
    return { symbol: this.symbol, side: this.side, legs, note: this.note.trim() };
  }

  async submit(): Promise<void> {
    if (this.sending) return;
    this.refusal = this.unreadable();
    if (this.refusal) return;
    this.sending = true;
    this.failure = null;
    try {
      const ticket = this.written();
      const receipt = await ipc.act(this.modifies ? { kind: "modifyGtt", gtt: this.modifies.id, ticket } : { kind: "placeGtt", ticket });
      this.close();
      toasts.say("good", receipt.message);
    } catch (reason) {
      const problem = ipc.asProblem(reason);
      if (problem.kind === "refused") this.refusal = problem;
      else this.failure = ipc.sentence(problem);
    } finally {
      this.sending = false;
    }
  }

  #names(): LegName[] {
    return this.oco ? ["low", "high"] : ["low"];
  }

  #typed(): void {
    this.refusal = null;
    this.failure = null;
  }
}

function text(leg: GttLeg | undefined): LegText {
  return { trigger: writePrice(leg?.triggerPaise ?? null), price: writePrice(leg?.pricePaise ?? null) };
}

export const gtt = new GttWindow();
