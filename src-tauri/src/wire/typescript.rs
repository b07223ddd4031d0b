//! Writes the window's types as TypeScript.

use ts_rs::{Config, TS};

use super::*;

/// The whole of `ui/src/wire.ts`.
pub fn typescript() -> String {
    let config = Config::new();
    let declarations = [
        of_the_window(&config),
        of_accounts(&config),
        of_orders(&config),
        of_the_market(&config),
        of_the_house(&config),
    ];
    let mut text = String::from("// Generated from src-tauri/src/wire by `cargo xtask gen`. Do not edit.\n");
    for declaration in declarations.concat() {
        text.push_str("\nexport ");
        text.push_str(&declaration);
        text.push('\n');
    }
    text
}

fn of_the_window(config: &Config) -> Vec<String> {
    vec![
        Action::decl(config),
        Terms::decl(config),
        ExDate::decl(config),
        Speed::decl(config),
        Receipt::decl(config),
        Refusal::decl(config),
        Field::decl(config),
        Message::decl(config),
        Notice::decl(config),
        Tone::decl(config),
        Lobby::decl(config),
        Progress::decl(config),
        Settings::decl(config),
        Theme::decl(config),
        Palette::decl(config),
        Density::decl(config),
        Failure::decl(config),
        Problem::decl(config),
        Sources::decl(config),
        SourceWarning::decl(config),
        SourceLine::decl(config),
        SourceTone::decl(config),
        Errand::decl(config),
    ]
}

fn of_accounts(config: &Config) -> Vec<String> {
    vec![
        View::decl(config),
        Profile::decl(config),
        Account::decl(config),
        AccountKind::decl(config),
        Clock::decl(config),
        Mode::decl(config),
        Span::decl(config),
        SpanTone::decl(config),
        Mark::decl(config),
        Funds::decl(config),
        YearCosts::decl(config),
        Portfolio::decl(config),
        Holding::decl(config),
        Right::decl(config),
        Position::decl(config),
        CarriedShort::decl(config),
    ]
}

fn of_orders(config: &Config) -> Vec<String> {
    vec![
        Ticket::decl(config),
        Side::decl(config),
        Product::decl(config),
        OrderType::decl(config),
        Validity::decl(config),
        OrderStatus::decl(config),
        Order::decl(config),
        OrderStep::decl(config),
        Trade::decl(config),
        Charges::decl(config),
        Fact::decl(config),
        Estimate::decl(config),
        AfterHours::decl(config),
        CostLine::decl(config),
        GttTicket::decl(config),
        GttLeg::decl(config),
        Gtt::decl(config),
        GttState::decl(config),
        BasketEstimate::decl(config),
        RuleBook::decl(config),
        ChargedBy::decl(config),
        Levy::decl(config),
        Rule::decl(config),
        RuleChange::decl(config),
        ContractNote::decl(config),
        NoteOrder::decl(config),
        ChargeProfile::decl(config),
        ProfileTerms::decl(config),
        Fee::decl(config),
        SebiGst::decl(config),
        ChargingAct::decl(config),
    ]
}

fn of_the_market(config: &Config) -> Vec<String> {
    vec![
        Quote::decl(config),
        IndexQuote::decl(config),
        Board::decl(config),
        BoardChange::decl(config),
        BoardTick::decl(config),
        Touch::decl(config),
        Standing::decl(config),
        Stock::decl(config),
        Frame::decl(config),
        Candle::decl(config),
        Chart::decl(config),
        Movers::decl(config),
        Ranking::decl(config),
        Ranked::decl(config),
        RankedRow::decl(config),
        Reached::decl(config),
        IndexRow::decl(config),
        MarketDay::decl(config),
        ImportedFile::decl(config),
        RefusedRow::decl(config),
    ]
}

fn of_the_house(config: &Config) -> Vec<String> {
    vec![
        Entered::decl(config),
        Trouble::decl(config),
        Backup::decl(config),
        Restoration::decl(config),
        Proof::decl(config),
        Difference::decl(config),
        ExportForm::decl(config),
        Exported::decl(config),
        User::decl(config),
        RemovedUser::decl(config),
        House::decl(config),
        AdminAct::decl(config),
        AdminDone::decl(config),
        AuditLog::decl(config),
        AuditEntry::decl(config),
        Check::decl(config),
        CheckState::decl(config),
    ]
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    #[test]
    fn the_window_types_are_not_stale() {
        expect_file!["../../../ui/src/wire.ts"].assert_eq(&super::typescript());
    }
}
