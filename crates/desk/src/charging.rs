//! What a person does with the profiles that the account is charged under.

use trading::{ChargeProfile, ChargingStep, Event, Refusal, What};

use crate::action::{ChargingAct, Receipt};
use crate::keeper::Keeper;
use crate::problem::Problem;
use crate::seat::Written;

impl Keeper {
    pub(crate) async fn charging(&mut self, act: ChargingAct) -> Result<Receipt, Problem> {
        let now = self.time_of_acting();
        loop {
            let account = self.seat.account();
            let event = match &act {
                ChargingAct::Copy { of, name } => account.copy_charge_profile(now, *of, name)?,
                ChargingAct::Edit { profile, terms } => {
                    account.edit_charge_profile(now, *profile, terms.clone())?
                }
                ChargingAct::Choose(profile) => account.choose_charge_profile(now, *profile)?,
            };
            if self.seat.write(&event).await? == Written::Yes {
                return Ok(Receipt { events: 1, ..Receipt::of(&self.words(&event)?) });
            }
        }
    }

    fn words(&self, event: &Event) -> Result<String, Refusal> {
        let What::Charging(step) = &event.what else { return Ok("Done".into()) };
        let charging = self.seat.account().charging();
        Ok(match &**step {
            ChargingStep::Kept { profile: ChargeProfile { version: 1, name, id, .. } } => {
                format!("{name} is your own profile {id}; it is in force once it is chosen")
            }
            ChargingStep::Kept { profile } if charging.in_force().id == profile.id => {
                format!("New orders are charged under {}", profile.words())
            }
            ChargingStep::Kept { profile } => format!("{} kept", profile.words()),
            ChargingStep::Chosen { profile } => {
                let chosen = charging.newest(*profile).ok_or(Refusal::NoSuchChargeProfile)?;
                format!("New orders are charged under {}", chosen.words())
            }
        })
    }
}
