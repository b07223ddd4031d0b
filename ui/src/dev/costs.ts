// What the stand-in charges for a trade: the shape of the real table, close enough to draw with.
import type { Charges, CostLine, Product, Side } from "../wire.ts";
import { amount } from "../format.ts";

/** The charges of one trade of `value` paise. */
export function charge(side: Side, product: Product, value: number): Charges {
  const mis = product === "mis";
  const part = (percent: number) => Math.round((value * percent) / 100);
  const whole = (paise: number) => Math.round(paise / 100) * 100;
  const brokeragePaise = mis ? Math.min(2000, part(0.03)) : 0;
  const sttPaise = whole(mis ? (side === "sell" ? part(0.025) : 0) : part(0.1));
  const transactionPaise = part(0.0030699);
  const sebiPaise = part(0.0001);
  const stampPaise = side === "buy" ? whole(part(mis ? 0.003 : 0.015)) : 0;
  const gstPaise = Math.round((brokeragePaise + transactionPaise + sebiPaise) * 0.18);
  const dpPaise = !mis && side === "sell" ? 1534 : 0;
  const totalPaise = brokeragePaise + sttPaise + transactionPaise + sebiPaise + stampPaise + gstPaise + dpPaise;
  return { brokeragePaise, sttPaise, transactionPaise, sebiPaise, stampPaise, gstPaise, ipftPaise: 0, dpPaise, squareOffPaise: 0, totalPaise };
}

/** The lines of the ticket. */
export function lines(side: Side, product: Product, charges: Charges): CostLine[] {
  const mis = product === "mis";
  return [
    { name: "Brokerage", rule: "charge_brokerage", detail: mis ? "0.03 %, at most ₹20" : "Delivery is free", amountPaise: charges.brokeragePaise },
    { name: "STT", rule: "charge_stt", detail: mis ? "0.025 % on selling" : "0.1 %", amountPaise: charges.sttPaise },
    { name: "Transaction, IPFT, SEBI", rule: "charge_transaction", detail: "0.00317 %", amountPaise: charges.transactionPaise + charges.sebiPaise + charges.ipftPaise },
    { name: "Stamp duty", rule: "charge_stamp", detail: mis ? "0.003 % on buying" : "0.015 % on buying", amountPaise: charges.stampPaise },
    { name: "GST", rule: "charge_gst", detail: "18 % of brokerage, transaction charge, SEBI fee and protection fund", amountPaise: charges.gstPaise },
    ...(side === "sell" && !mis ? [{ name: "DP charge", rule: "charge_dp", detail: "once a stock and day", amountPaise: charges.dpPaise }] : []),
  ];
}

/** Adds the charges of a trade to a running sum. */
export function add(sum: Charges, more: Charges): Charges {
  const result = { ...sum };
  for (const name of Object.keys(sum) as (keyof Charges)[]) result[name] += more[name];
  return result;
}

export const NONE: Charges = { brokeragePaise: 0, sttPaise: 0, transactionPaise: 0, sebiPaise: 0, stampPaise: 0, gstPaise: 0, ipftPaise: 0, dpPaise: 0, squareOffPaise: 0, totalPaise: 0 };

/** The words of a refusal for want of cash. */
export function short(required: number, available: number): string {
  return `Needs ₹${amount(required)}; free cash is ₹${amount(available)}.`;
}
