//! Charge profiles: listed, shown, copied, changed, used.

use desk::{Action, ChargingAct, Desk};
use trading::{ChargeProfile, ChargeProfileId, Charging, Fee, GstBase, ProfileTerms, Refusal, SebiGst};

use super::answer::Answer;
use super::answers::charges::{ProfileAnswer, profile_text, profiles_sheet};
use super::args::{ChargesCommand, EditArguments, SebiGstName, YesNo};
use super::read::Most;
use super::session::Session;
use super::stop::Stop;

/// `lakh charges …`
pub(super) async fn charges(session: &Session, command: ChargesCommand) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let charging = desk.view().charging.clone();
    match command {
        ChargesCommand::List => {
            desk.close().await;
            let answers: Vec<_> = charging.list().map(|one| ProfileAnswer::of(one, &charging)).collect();
            Answer::new(&answers, profiles_sheet(&answers))
        }
        ChargesCommand::Show { which, version } => {
            desk.close().await;
            let id = which.map_or(Ok(charging.in_force().id), |text| named(&charging, &text))?;
            let mut versions = charging.versions(id);
            let found = match version {
                Some(version) => versions.find(|one| one.version == version),
                None => versions.last(),
            };
            let found = found.ok_or(Refusal::NoSuchChargeProfile)?;
            Answer::new(&ProfileAnswer::of(found, &charging), profile_text(found, &charging))
        }
        ChargesCommand::Copy { which, name } => {
            let act = named(&charging, &which).map(|of| ChargingAct::Copy { of, name });
            // The newest of one's own is the copy.
            act_on(desk, act, |charging| charging.list().last().map(|copy| copy.id)).await
        }
        ChargesCommand::Edit(asked) => {
            let id = named(&charging, &asked.which);
            let old = id.and_then(|id| Ok(charging.newest(id).ok_or(Refusal::NoSuchChargeProfile)?));
            let act = old.map(|old| ChargingAct::Edit { profile: old.id, terms: edited(old, asked) });
            let id = act.as_ref().ok().map(about);
            act_on(desk, act, |_| id).await
        }
        ChargesCommand::Use { which } => {
            let act = named(&charging, &which).map(ChargingAct::Choose);
            act_on(desk, act, |charging| Some(charging.in_force().id)).await
        }
    }
}

const fn about(act: &ChargingAct) -> ChargeProfileId {
    match act {
        ChargingAct::Copy { of: id, .. }
        | ChargingAct::Edit { profile: id, .. }
        | ChargingAct::Choose(id) => *id,
    }
}

async fn act_on(
    desk: Desk,
    act: Result<ChargingAct, Stop>,
    which: impl FnOnce(&Charging) -> Option<ChargeProfileId>,
) -> Result<Answer, Stop> {
    let receipt = match act {
        Ok(act) => desk.act(Action::Charging(act)).await.map_err(Stop::from),
        Err(stop) => Err(stop),
    };
    let charging = desk.view().charging.clone();
    desk.close().await;
    let receipt = receipt?;
    let id = which(&charging).ok_or(Refusal::NoSuchChargeProfile)?;
    let profile = charging.newest(id).ok_or(Refusal::NoSuchChargeProfile)?;
    let text = format!("{}.\n{}", receipt.message, profile_text(profile, &charging));
    Answer::new(&ProfileAnswer::of(profile, &charging), text)
}

/// A profile by its short name or, in any case of letters, its name.
fn named(charging: &Charging, text: &str) -> Result<ChargeProfileId, Stop> {
    let text = text.trim().to_lowercase();
    let mut all = charging.list();
    let found = all.find(|one| one.id.to_string() == text || one.name.to_lowercase() == text);
    Ok(found.ok_or(Refusal::NoSuchChargeProfile)?.id)
}

fn edited(old: &ChargeProfile, asked: EditArguments) -> ProfileTerms {
    let most = |asked: Option<Most>, old| asked.map_or(old, |Most(most)| most);
    let fee = |old: Fee, (share, least, limit, flat)| Fee {
        share: Option::unwrap_or(share, old.share),
        least: Option::unwrap_or(least, old.least),
        most: most(limit, old.most),
        flat: Option::unwrap_or(flat, old.flat),
    };
    let EditArguments { delivery_percent, delivery_least, delivery_most, delivery_flat, .. } = asked;
    let EditArguments { intraday_percent, intraday_least, intraday_most, intraday_flat, .. } = asked;
    let sebi = asked.sebi_gst.map_or(old.gst_base.sebi, |how| match how {
        SebiGstName::Base => SebiGst::InTheBase,
        SebiGstName::OwnLine => SebiGst::InItsOwnLine,
        SebiGstName::Untaxed => SebiGst::Untaxed,
    });
    let ipft = asked.ipft_gst.map_or(old.gst_base.ipft, |said| match said {
        YesNo::Yes => true,
        YesNo::No => false,
    });
    ProfileTerms {
        name: asked.name.unwrap_or_else(|| old.name.to_string()),
        delivery: fee(old.delivery, (delivery_percent, delivery_least, delivery_most, delivery_flat)),
        intraday: fee(old.intraday, (intraday_percent, intraday_least, intraday_most, intraday_flat)),
        gst_base: GstBase { sebi, ipft },
        dp: asked.dp.unwrap_or(old.dp),
        square_off: asked.square_off.unwrap_or(old.square_off),
    }
}
