//! The practice clock: how it runs, jumps and turns the day.

use std::sync::Arc;

use trading::{Calendar, Clock, Day, Moment, day_ends};

use crate::action::Advance;
use crate::course::{Came, corporate_actions, follow, ring};
use crate::keeper::{BEAT_MILLIS, Keeper, Playing};
use crate::notice::Marker;
use crate::problem::Problem;
use crate::tape::Tape;

/// When a practice day begins: the pre-open.
pub(crate) const DAY_BEGINS: Clock = Clock::of(9, 0, 0);

impl Keeper {
    /// Lets the running clock come to where the wall clock has brought it.
    pub(crate) async fn play_on(&mut self, playing: Playing) -> Result<(), Problem> {
        let elapsed = i64::try_from(playing.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        let target = playing.from.plus_millis(elapsed.saturating_mul(playing.speed.factor()));
        let target = target.min(self.day_end());
        let marker = Marker::of(self.seat.account());
        self.go_to(target).await?;
        if self.now >= self.day_end() {
            self.playing = None;
        }
        marker.tell(self.seat.account(), &self.out.notices);
        self.beat(false);
        Ok(())
    }

    /// Makes up for an ex-date's morning that a crash cut short.
    pub(crate) async fn make_up(&mut self) -> Result<(), Problem> {
        if self.is_practice() {
            let tape = Arc::clone(&self.tape);
            corporate_actions(&mut self.seat, &tape, self.now, &mut Came::default()).await?;
        }
        Ok(())
    }

    /// Moves the clock as asked.
    pub(crate) async fn move_clock(&mut self, how: Advance) -> Result<Came, Problem> {
        let end = self.day_end();
        match how {
            Advance::NextDay => return self.next_day().await,
            Advance::Close if self.now >= end => return Ok(Came::default()),
            Advance::Step | Advance::By(_) | Advance::To(_) | Advance::NextEvent | Advance::Close => {
                self.must_not_be_over()?;
            }
        }
        let target = match how {
            Advance::Step => self.now.plus_millis(BEAT_MILLIS),
            Advance::By(seconds) => self.now.plus_millis(i64::from(seconds) * 1000),
            Advance::To(clock) => self.tape.day().at(clock),
            Advance::NextEvent => self.next_phase(),
            Advance::Close | Advance::NextDay => end,
        };
        if target <= self.now {
            return Err(Problem::usage(
                format!("The practice clock stands at {} and only runs forward.", self.now.clock()),
                "Choose a later time, or open another practice account on the day.",
            ));
        }
        let (reached, came) = self.follow_to(target.min(end), how == Advance::NextEvent).await?;
        self.now = reached;
        self.seat.keep_clock(self.now).await?;
        Ok(came)
    }

    async fn go_to(&mut self, target: Moment) -> Result<Came, Problem> {
        let (reached, came) = self.follow_to(target, false).await?;
        self.now = reached;
        self.seat.keep_clock(self.now).await?;
        Ok(came)
    }

    async fn follow_to(&mut self, target: Moment, until_event: bool) -> Result<(Moment, Came), Problem> {
        let tape = Arc::clone(&self.tape);
        follow(&mut self.seat, &tape, self.now, target, until_event).await
    }

    /// Ends the day and begins the next one of the archive.
    async fn next_day(&mut self) -> Result<Came, Problem> {
        let Some(next) = self.archive.next_day(self.tape.day()).await? else {
            return Err(Problem::usage(
                "This is the last day of the archive.",
                "Import later days with lakh market import, or open a practice account on an earlier day.",
            ));
        };
        let mut came =
            if self.now < self.day_end() { self.go_to(self.day_end()).await? } else { Came::default() };
        self.change_day(next).await?;
        self.now = next.at(DAY_BEGINS);
        let tape = Arc::clone(&self.tape);
        ring(&mut self.seat, &tape, self.now, &mut came).await?;
        self.seat.keep_clock(self.now).await?;
        Ok(came)
    }

    /// Stands at a moment that another process moved the clock to.
    pub(crate) async fn arrive(&mut self, at: Moment) -> Result<(), Problem> {
        if at.day() != self.tape.day() {
            self.change_day(at.day()).await?;
        }
        self.now = at;
        Ok(())
    }

    async fn change_day(&mut self, day: Day) -> Result<(), Problem> {
        self.tape = Arc::new(Tape::load(&self.archive, day, self.tape.seed()).await?);
        self.last_day = self.archive.next_day(day).await?.is_none();
        self.quotes.clear();
        self.beat_at = None;
        Ok(())
    }

    /// The next change of phase, of stocks with a closing auction or without.
    fn next_phase(&self) -> Moment {
        let day = self.tape.day();
        let calendar = Calendar::nse();
        let sessions = [false, true].into_iter().filter_map(|auction| calendar.session(day, auction));
        let edges = sessions.flat_map(|session| session.spans().iter().flat_map(|span| [span.from, span.to]));
        let next = edges.map(|clock| day.at(clock)).filter(|edge| *edge > self.now).min();
        next.unwrap_or_else(|| self.day_end())
    }

    pub(crate) fn day_end(&self) -> Moment {
        self.tape.day().at(day_ends(self.tape.day()))
    }

    pub(crate) fn must_not_be_over(&self) -> Result<(), Problem> {
        if self.now < self.day_end() {
            return Ok(());
        }
        Err(Problem::usage(
            format!("The practice day {} is over.", self.tape.day().words()),
            "Go to the next day: lakh practice advance --next-day",
        ))
    }
}
