// The stocks of the stand-in exchange: well-known names at invented prices, and invented names up to 2,401.
import { chance, hash } from "./numbers.ts";

/** One listed stock. */
export interface Listing {
  symbol: string;
  name: string;
  isin: string;
  series: string;
  /** Yesterday's close in paise. */
  close: number;
  tick: number;
  /** Price band in percent; 0 for a stock with the dynamic band and the closing auction. */
  band: number;
  lot: number;
  indices: string[];
  seed: number;
}

const KNOWN = `RELIANCE|Reliance Industries Limited|1307.8
TCS|Tata Consultancy Services Limited|2365.6
HDFCBANK|HDFC Bank Limited|748.15
INFY|Infosys Limited|1130.1
SBIN|State Bank of India|1027.4
ITC|ITC Limited|281
ICICIBANK|ICICI Bank Limited|1435.4
LT|Larsen & Toubro Limited|3938.9
BHARTIARTL|Bharti Airtel Limited|1972
M&M|Mahindra & Mahindra Limited|3398.5
BAJAJ-AUTO|Bajaj Auto Limited|11520
TATASTEEL|Tata Steel Limited|189.69
ASIANPAINT|Asian Paints Limited|2747.3
MARUTI|Maruti Suzuki India Limited|14234
ETERNAL|Eternal Limited|302.45
SUNPHARMA|Sun Pharmaceutical Industries Limited|1990.5
HINDUNILVR|Hindustan Unilever Limited|2412.3
KOTAKBANK|Kotak Mahindra Bank Limited|2105.2
AXISBANK|Axis Bank Limited|1188.6
NTPC|NTPC Limited|342.1
TITAN|Titan Company Limited|3611.4
ULTRACEMCO|UltraTech Cement Limited|12180
WIPRO|Wipro Limited|248.55
POWERGRID|Power Grid Corporation of India Limited|291.3
ONGC|Oil & Natural Gas Corporation Limited|243.18
COALINDIA|Coal India Limited|386.4
ADANIPORTS|Adani Ports and Special Economic Zone Limited|1402.7
HCLTECH|HCL Technologies Limited|1521.9
BAJFINANCE|Bajaj Finance Limited|912.35
NESTLEIND|Nestle India Limited|1184.2
VEDL|Vedanta Limited|264.25
NAM-INDIA|Nippon Life India Asset Management Limited|1161.4
BEL|Bharat Electronics Limited|398.75
DRREDDY|Dr. Reddy's Laboratories Limited|1266.4
TRENT|Trent Limited|5312.5
INDIGO|InterGlobe Aviation Limited|5744.5
HAL|Hindustan Aeronautics Limited|4705.6
PNB|Punjab National Bank|108.42
IDEA|Vodafone Idea Limited|7.12
YESBANK|Yes Bank Limited|19.84
SUZLON|Suzlon Energy Limited|63.18
IRFC|Indian Railway Finance Corporation Limited|131.26
MRF|MRF Limited|141235
PAGEIND|Page Industries Limited|44820
DMART|Avenue Supermarts Limited|4118.9
TATAPOWER|Tata Power Company Limited|389.55
GAIL|GAIL (India) Limited|178.33
CIPLA|Cipla Limited|1498.2
GRASIM|Grasim Industries Limited|2781.5
JSWSTEEL|JSW Steel Limited|1022.7
HINDALCO|Hindalco Industries Limited|688.9
TATACONSUM|Tata Consumer Products Limited|1077.3
APOLLOHOSP|Apollo Hospitals Enterprise Limited|7412.5
EICHERMOT|Eicher Motors Limited|5688
SHRIRAMFIN|Shriram Finance Limited|641.15
SBILIFE|SBI Life Insurance Company Limited|1799.6
HDFCLIFE|HDFC Life Insurance Company Limited|748.6
TECHM|Tech Mahindra Limited|1489.9
JIOFIN|Jio Financial Services Limited|318.45
BAJAJFINSV|Bajaj Finserv Limited|2011.8`;

const FIRST = ["Anand", "Bharat", "Chandra", "Deepak", "Eastern", "Fort", "Ganga", "Himadri", "Indo", "Jaya", "Kaveri", "Lotus", "Malabar", "Narmada", "Orient", "Prakash", "Rajdhani", "Sahyadri", "Tungabhadra", "Udaan", "Vindhya", "Western", "Yamuna", "Zenith"];
const SECOND = ["Agro", "Alloys", "Auto", "Biotech", "Cables", "Cement", "Chemicals", "Ceramics", "Drugs", "Electricals", "Energy", "Exports", "Finance", "Foods", "Forge", "Glass", "Housing", "Infra", "Jewels", "Kraft", "Labs", "Logistics", "Motors", "Oils", "Paper", "Pipes", "Polymers", "Power", "Realty", "Retail", "Shipping", "Steels", "Sugars", "Systems", "Tea", "Textiles", "Tools", "Tyres", "Ventures", "Wires"];

/** A right to buy shares, which trades like a share and is no stock of the lists. */
export function rightListing(symbol: string, name: string, close: number): Listing {
  return listing(symbol, name, "EQ", close, 20, 9_999);
}

/** Every stock, the well-known ones first. */
export function listings(): Listing[] {
  const known = KNOWN.split("\n").map((line, at) => {
    const [symbol = "", name = "", close = "1"] = line.split("|");
    return listing(symbol, name, "EQ", Math.round(Number(close) * 100), at < 50 || symbol === "VEDL" ? 0 : 20, at);
  });
  const taken = new Set(known.map((stock) => stock.symbol));
  const rest: Listing[] = [];
  for (let n = 0; known.length + rest.length < 2401; n += 1) {
    const stock = invent(n);
    if (taken.has(stock.symbol)) continue;
    taken.add(stock.symbol);
    rest.push(stock);
  }
  return [...known, ...rest];
}

function invent(n: number): Listing {
  const first = FIRST[n % FIRST.length] ?? "";
  const second = SECOND[Math.floor(n / FIRST.length) % SECOND.length] ?? "";
  const round = Math.floor(n / (FIRST.length * SECOND.length));
  const suffix = ["", "India", "Global", "Industries"][round] ?? "";
  const stem = `${first.slice(0, 5)}${second.slice(0, 4)}${suffix.slice(0, 2)}`.toUpperCase();
  const pick = chance(hash(stem), 1);
  const series = pick < 0.74 ? "EQ" : pick < 0.84 ? "BE" : pick < 0.95 ? "SM" : pick < 0.98 ? "ST" : "BZ";
  const close = Math.round(10 ** (0.6 + chance(hash(stem), 2) * 3) * 100);
  const band = series === "EQ" ? 20 : 5;
  return listing(stem, `${first} ${second} ${suffix ? `${suffix} ` : ""}Limited`, series, close, band, 60 + n);
}

function listing(symbol: string, name: string, series: string, close: number, band: number, at: number): Listing {
  const seed = hash(symbol);
  const tick = tickOf(close, series);
  const indices = [...(at < 50 && band === 0 ? ["NIFTY 50"] : []), ...(symbol.endsWith("BANK") || symbol === "SBIN" ? ["NIFTY BANK"] : []), ...(at < 200 && series === "EQ" ? ["NIFTY 500"] : [])];
  const isin = `INE${String(seed).padStart(10, "0").slice(0, 3)}A01${String(seed).slice(-3)}`;
  return { symbol, name, isin, series, close: Math.max(tick, close - (close % tick)), tick, band, lot: series === "SM" || series === "ST" ? 400 : 1, indices, seed };
}

function tickOf(close: number, series: string): number {
  if (series === "SM" || series === "ST") return 5;
  if (close < 25_000) return 1;
  if (close <= 100_000) return 5;
  if (close <= 500_000) return 10;
  if (close <= 1_000_000) return 50;
  return close <= 2_000_000 ? 100 : 500;
}
