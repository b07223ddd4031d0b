//! How trading and movement are spread over a session: the U of the day.

/// The length of a session's own time, whatever it measures on the clock.
pub(crate) const WHOLE: i64 = 1 << 30;

/// A part of the day: until which minute of a session of 375, how much trades in it and how far prices swing
/// in it, both in hundredths of the day's mean.
struct Part {
    until: i64,
    volume: i64,
    swing: i64,
}

/// Volume: the mean share of each five minutes over 38 stock-days of RELIANCE, INFY and ITC in October 2025;
/// the first five minutes from ticks of RELIANCE, INFY and HDFCBANK on 11 June 2021. Swing: the mean range
/// of five minutes over the same days. A shorter session is the same shape, squeezed.
const DAY: [Part; 20] = [
    part(1, 700, 500),
    part(2, 420, 370),
    part(5, 280, 290),
    part(10, 200, 190),
    part(15, 150, 158),
    part(20, 118, 140),
    part(35, 88, 123),
    part(50, 82, 112),
    part(75, 78, 98),
    part(105, 76, 86),
    part(150, 78, 85),
    part(200, 76, 87),
    part(240, 82, 90),
    part(275, 92, 90),
    part(300, 98, 93),
    part(325, 108, 102),
    part(340, 128, 112),
    part(345, 115, 92),
    part(360, 212, 88),
    part(375, 226, 96),
];

const fn part(until: i64, volume: i64, swing: i64) -> Part {
    Part { until, volume, swing }
}

/// How much trades and how far prices swing at points of the session (rising, out of `length`), in hundredths of
/// the mean.
pub(crate) fn rates(points: impl Iterator<Item = i64>, length: i64) -> impl Iterator<Item = (i64, i64)> {
    let mut rest = DAY.iter().peekable();
    points.map(move |at| {
        while rest.next_if(|part| part.until * length <= at * 375).is_some() {}
        rest.peek().map_or((100, 100), |part| (part.volume, part.swing))
    })
}

/// Turns times of the volume's own clock (0 to [`WHOLE`], rising) into milliseconds from the session's start.
pub(crate) fn on_the_clock(times: &mut [i64], length: i64) {
    let total: i64 = parts().map(|(minutes, part)| minutes * part.volume).sum();
    let mut rest = parts();
    let mut current = rest.next();
    // Volume and minutes before the current part.
    let (mut volume_before, mut minutes_before) = (0, 0);
    for time in times {
        // In hundredths of a minute's mean volume, times 2^12 so that small days keep their milliseconds.
        let wanted = (*time * total) >> 18;
        while let Some((minutes, part)) = current {
            let volume = (minutes * part.volume) << 12;
            if wanted < volume_before + volume || minutes_before + minutes >= 375 {
                let within = (wanted - volume_before).clamp(0, volume);
                *time = (minutes_before * length + within * minutes * length / volume.max(1)) / 375;
                break;
            }
            volume_before += volume;
            minutes_before += minutes;
            current = rest.next();
        }
    }
}

/// The parts with their lengths in minutes.
fn parts() -> impl Iterator<Item = (i64, &'static Part)> {
    let starts = std::iter::once(0).chain(DAY.iter().map(|part| part.until));
    starts.zip(DAY.iter()).map(|(start, part)| (part.until - start, part))
}
