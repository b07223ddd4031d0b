//! `cargo xtask exchange`: the stand-in, to run the program against by hand.
#![expect(clippy::print_stdout, reason = "it talks to the person who started it")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use standin::{Course, Exchange, Market};
use trading::{Clock, Day};

/// A stand-in for NSE's website, its archives and Yahoo Finance, telling a day of the built-in market.
#[derive(Parser)]
#[command(name = "cargo xtask exchange", bin_name = "cargo xtask exchange")]
struct Cli {
    /// The day of the built-in market that is told.
    #[arg(long, default_value = "2026-08-14")]
    day: Day,
    /// The date that it claims to be; its own when not given. A live account follows the real calendar: give today's.
    #[arg(long)]
    dated: Option<Day>,
    /// The time of day that it begins at.
    #[arg(long, default_value = "09:00")]
    at: Clock,
    /// How many times as fast as the wall's clock its own runs; 0 stands still.
    #[arg(long, default_value_t = 1)]
    speed: u32,
    /// The port that it listens on; any that is free when 0.
    #[arg(long, default_value_t = 8877)]
    port: u16,
    /// Listens on IPv6 only.
    #[arg(long)]
    ipv6: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(run(&cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(error.as_ref()),
    }
}

async fn run(cli: &Cli) -> Result<(), Box<dyn std::error::Error>> {
    let dated = cli.dated.unwrap_or(cli.day);
    let market = Arc::new(Market::dated(cli.day, dated)?);
    let host = if cli.ipv6 { IpAddr::V6(Ipv6Addr::LOCALHOST) } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
    let course = Course::from(dated.at(cli.at), cli.speed);
    let exchange = Exchange::open(market, course, SocketAddr::new(host, cli.port)).await?;
    println!("export LAKH_NSE_URL={}", exchange.nse_url());
    println!("export LAKH_NSE_ARCHIVES_URL={}", exchange.archives_url());
    println!("export LAKH_YAHOO_URL={}", exchange.yahoo_url());
    println!();
    println!("It is {} there, and runs at {} times the wall's clock.", exchange.now(), cli.speed);
    println!("How it is:       curl {}/standin", exchange.nse_url());
    println!("Misbehave:       curl '{}/standin/fault/forbidden?site=nse&for=60'", exchange.nse_url());
    println!("Behave again:    curl {}/standin/fault/none", exchange.nse_url());
    println!("Put its clock:   curl '{}/standin/clock?at=15:20&speed=10'", exchange.nse_url());
    println!("Ctrl+C ends it.");
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    println!("error: {error}");
    ExitCode::FAILURE
}
