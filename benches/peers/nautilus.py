"""NautilusTrader's simulated exchange on the work of `crates/trading/benches/matching.rs`.

10,000 resting purchases with a limit in 200 shares, quotes that touch none of them, then quotes that fill them all.
Run by `cargo xtask bench --peers`, which fetches the package into a virtual environment of its own.
"""

from time import perf_counter

from nautilus_trader.backtest.config import BacktestEngineConfig
from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.config import LoggingConfig, RiskEngineConfig, StrategyConfig
from nautilus_trader.core.datetime import millis_to_nanos
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import QuoteTick
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import Equity
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy

STOCKS = 200
ORDERS = 10_000
QUOTES = 400_000
BEGIN = millis_to_nanos(1_785_700_000_000)
SECOND = 1_000_000_000
VENUE = Venue("SIM")


def equity(nth: int) -> Equity:
    return Equity(
        instrument_id=InstrumentId(Symbol(f"S{nth}"), VENUE),
        raw_symbol=Symbol(f"S{nth}"),
        currency=USD,
        price_precision=2,
        price_increment=Price.from_str("0.05"),
        lot_size=Quantity.from_int(1),
        ts_event=0,
        ts_init=0,
    )


def quote(stock: Equity, bid: float, ask: float, at: int) -> QuoteTick:
    return QuoteTick(
        instrument_id=stock.id,
        bid_price=Price(bid, 2),
        ask_price=Price(ask, 2),
        bid_size=Quantity.from_int(1_000_000),
        ask_size=Quantity.from_int(1_000_000),
        ts_event=at,
        ts_init=at,
    )


class Resting(Strategy):
    """Places the orders, then only looks at the clock: no quote reaches Python."""

    def __init__(self, stocks: list[Equity], marks: list[int]) -> None:
        super().__init__(StrategyConfig())
        self.stocks, self.marks = stocks, marks
        self.clocks: list[float] = []
        self.filled = 0

    def on_start(self) -> None:
        self.clock.set_time_alert_ns("place", BEGIN + SECOND, self.place)
        for nth, mark in enumerate(self.marks):
            self.clock.set_time_alert_ns(f"mark {nth}", mark, self.mark)

    def place(self, _event: object) -> None:
        for nth in range(ORDERS):
            stock = self.stocks[nth % STOCKS]
            limit = Price(950.00 - 0.05 * (nth // STOCKS), 2)
            self.submit_order(self.order_factory.limit(stock.id, OrderSide.BUY, Quantity.from_int(10), limit))

    def mark(self, _event: object) -> None:
        self.clocks.append(perf_counter())

    def on_order_filled(self, _event: object) -> None:
        self.filled += 1


def main() -> None:
    # Its checks of an order stay on, as ours do; only the limit of orders a second would be in the way.
    risk = RiskEngineConfig(max_order_submit_rate="1000000/00:00:01")
    engine = BacktestEngine(BacktestEngineConfig(logging=LoggingConfig(bypass_logging=True), risk_engine=risk))
    engine.add_venue(
        VENUE, OmsType.NETTING, AccountType.CASH, [Money(1_000_000_000, USD)], base_currency=USD
    )
    stocks = [equity(nth) for nth in range(STOCKS)]
    for stock in stocks:
        engine.add_instrument(stock)
    opening = [quote(stock, 999.95, 1_000.00, BEGIN) for stock in stocks]
    idle_from, idle_to = BEGIN + 5 * SECOND, BEGIN + 50 * SECOND
    idle = [
        quote(stocks[nth % STOCKS], 999.95, 1_000.00, BEGIN + 10 * SECOND + nth * 1_000) for nth in range(QUOTES)
    ]
    # One quote fills one order of its share there, so each share is quoted as often as it has orders.
    filling = [
        quote(stocks[nth % STOCKS], 939.95, 940.00, BEGIN + 60 * SECOND + nth * 1_000) for nth in range(ORDERS)
    ]
    end = BEGIN + 70 * SECOND
    last = [quote(stocks[0], 939.95, 940.00, end + SECOND)]
    strategy = Resting(stocks, [idle_from, idle_to, end])
    engine.add_strategy(strategy)
    engine.add_data(opening + idle + filling + last)
    engine.run()
    began, idled, ended = strategy.clocks
    assert strategy.filled == ORDERS, f"{strategy.filled} of {ORDERS} were filled"
    print(
        f"an idle quote against {ORDERS} orders in {STOCKS} stocks: {(idled - began) / QUOTES * 1e9:.0f} ns, "
        f"{QUOTES / (idled - began):.0f} quotes/s"
    )
    print(f"fills decided and applied: {ORDERS / (ended - idled):.0f} a second ({strategy.filled} of them)")


if __name__ == "__main__":
    main()
