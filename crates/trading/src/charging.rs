//! Under which profile an account is charged: its own profiles with all their versions, the one in force, and the
//! questions "what if I copied, changed or chose one?".
//!
//! An order is charged under the version that was in force when it was accepted, however long it stands.

use std::borrow::Cow;
use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::charge_profile::{ChargeProfile, ChargeProfileId, ProfileTerms};
use crate::event::{Event, What};
use crate::instrument::Isin;
use crate::moment::{Day, Moment};
use crate::order::OrderId;
use crate::rates::{Levies, RateCard};
use crate::refusal::Refusal;

/// What a fill keeps of how it was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ChargedUnder {
    /// The profile.
    pub profile: ChargeProfileId,
    /// Its version.
    pub version: u32,
    /// The first day of the law's rates.
    pub law_from: Day,
}

/// Something that happened to the profiles of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ChargingStep {
    /// A profile of the account's own in a new version: a copy is the first.
    Kept {
        /// All that it says.
        profile: ChargeProfile,
    },
    /// New orders are charged under this profile, in its newest version.
    Chosen {
        /// Which.
        profile: ChargeProfileId,
    },
}

/// The profiles of an account and the one in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Charging {
    chosen: ChargeProfileId,
    /// Every version of each of the account's own, in their order.
    own: Vec<Vec<ChargeProfile>>,
}

/// One version of one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct ProfileVersion {
    profile: ChargeProfileId,
    version: u32,
}

impl Default for ProfileVersion {
    fn default() -> Self {
        Self { profile: ChargeProfileId::default(), version: 1 }
    }
}

impl Charging {
    /// Own profiles that an account may have.
    pub const MOST: usize = 20;

    /// The profile that new orders are charged under.
    #[must_use]
    pub fn in_force(&self) -> &ChargeProfile {
        self.newest(self.chosen).unwrap_or(ChargeProfile::discount_broker_2026())
    }

    /// Every profile that can be chosen, in its newest version: those that come with Lakh, then the account's own.
    pub fn list(&self) -> impl Iterator<Item = &ChargeProfile> {
        ChargeProfile::built_in().iter().chain(self.own.iter().filter_map(|versions| versions.last()))
    }

    /// A profile in its newest version.
    #[must_use]
    pub fn newest(&self, id: ChargeProfileId) -> Option<&ChargeProfile> {
        self.list().find(|profile| profile.id == id)
    }

    /// Every version of a profile, the oldest first.
    pub fn versions(&self, id: ChargeProfileId) -> impl Iterator<Item = &ChargeProfile> {
        let known = ChargeProfile::built_in().iter().chain(self.own.iter().flatten());
        known.filter(move |profile| profile.id == id)
    }

    /// The profile that a fill was charged under. A fill that does not say, written before fills did, was charged
    /// under the default.
    #[must_use]
    pub fn of(&self, under: Option<ChargedUnder>) -> &ChargeProfile {
        let default = ChargeProfile::discount_broker_2026();
        under.map_or(default, |under| {
            self.version(ProfileVersion { profile: under.profile, version: under.version })
        })
    }

    pub(crate) fn version_in_force(&self) -> ProfileVersion {
        let ChargeProfile { id, version, .. } = self.in_force();
        ProfileVersion { profile: *id, version: *version }
    }

    pub(crate) fn version(&self, wanted: ProfileVersion) -> &ChargeProfile {
        let found = self.versions(wanted.profile).find(|profile| profile.version == wanted.version);
        found.unwrap_or(ChargeProfile::discount_broker_2026())
    }

    pub(crate) fn take(&mut self, step: &ChargingStep) {
        match step {
            ChargingStep::Chosen { profile } => self.chosen = *profile,
            ChargingStep::Kept { profile } => {
                let versions = self.own.iter_mut().find(|versions| {
                    versions.first().is_some_and(|first: &ChargeProfile| first.id == profile.id)
                });
                match versions {
                    Some(versions) => versions.push(profile.clone()),
                    None => self.own.push(vec![profile.clone()]),
                }
            }
        }
    }

    /// The number that the next own profile gets.
    fn next_own(&self) -> ChargeProfileId {
        ChargeProfileId::Own(u32::try_from(self.own.len()).unwrap_or(u32::MAX).saturating_add(1))
    }

    fn check_name(&self, name: &str, of: ChargeProfileId) -> Result<(), Refusal> {
        let same =
            |profile: &&ChargeProfile| profile.id != of && profile.name.to_lowercase() == name.to_lowercase();
        match self.list().find(same) {
            Some(taken) => Err(Refusal::ChargeProfileNameTaken { name: taken.name.clone().into_owned() }),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ChargedUnder {
    /// `discount-broker-2026/1@2026-03-01`
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}@{}", self.profile, self.version, self.law_from)
    }
}

impl RateCard<'_> {
    /// What a fill keeps of it.
    #[must_use]
    pub const fn under(&self) -> ChargedUnder {
        ChargedUnder { profile: self.profile.id, version: self.profile.version, law_from: self.levies.from }
    }
}

impl Account {
    /// Its profiles and the one in force.
    #[must_use]
    pub const fn charging(&self) -> &Charging {
        &self.charging
    }

    /// The rates of a day that a new order of an ISIN is charged at.
    #[must_use]
    pub fn card_for(&self, day: Day, isin: &Isin) -> RateCard<'_> {
        RateCard { profile: self.charging.in_force(), levies: Levies::for_isin(day, isin) }
    }

    /// The rates of a day that an order of the account is charged at: those of a new one where there is no such order.
    #[must_use]
    pub fn card_of(&self, order: OrderId, day: Day, isin: &Isin) -> RateCard<'_> {
        match self.order(order) {
            Some(order) => {
                RateCard { profile: self.charging.version(order.under), levies: Levies::for_isin(day, isin) }
            }
            None => self.card_for(day, isin),
        }
    }

    /// What copying a profile under a name would do: the copy is the account's own and can be changed. It is not in
    /// force until it is chosen.
    ///
    /// # Errors
    /// The refusal; a refused copy leaves no trace.
    pub fn copy_charge_profile(&self, at: Moment, of: ChargeProfileId, name: &str) -> Result<Event, Refusal> {
        let original = self.known_profile(of)?;
        if self.charging.own.len() >= Charging::MOST {
            return Err(Refusal::TooManyChargeProfiles { most: Charging::MOST });
        }
        let terms = ProfileTerms { name: name.into(), ..original.terms() };
        let source = format!("Your own, from {}", original.words());
        self.keep(at, self.charging.next_own(), 1, terms, source.into())
    }

    /// What changing a profile of the account's own would do: it gets a new version. Where it is in force, new orders
    /// are charged under that; what was ordered before is not.
    ///
    /// # Errors
    /// The refusal, which says what is accepted; a refused change leaves no trace.
    pub fn edit_charge_profile(
        &self,
        at: Moment,
        id: ChargeProfileId,
        terms: ProfileTerms,
    ) -> Result<Event, Refusal> {
        let old = self.known_profile(id)?;
        if !id.is_own() {
            return Err(Refusal::ChargeProfileFixed);
        }
        let terms = terms.tidied();
        if terms == old.terms() {
            return Err(Refusal::ChargeProfileUnchanged { why: "The profile already says so.".into() });
        }
        self.keep(at, id, old.version.saturating_add(1), terms, old.source.clone())
    }

    /// What choosing a profile would do: new orders are charged under it.
    ///
    /// # Errors
    /// The refusal; a refused choice leaves no trace.
    pub fn choose_charge_profile(&self, at: Moment, id: ChargeProfileId) -> Result<Event, Refusal> {
        let chosen = self.known_profile(id)?;
        if chosen.id == self.charging.in_force().id {
            return Err(Refusal::ChargeProfileUnchanged {
                why: "New orders are charged under it already.".into(),
            });
        }
        Ok(Event { at, what: What::Charging(Box::new(ChargingStep::Chosen { profile: id })) })
    }

    fn known_profile(&self, id: ChargeProfileId) -> Result<&ChargeProfile, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        self.charging.newest(id).ok_or(Refusal::NoSuchChargeProfile)
    }

    fn keep(
        &self,
        at: Moment,
        id: ChargeProfileId,
        version: u32,
        terms: ProfileTerms,
        source: Cow<'static, str>,
    ) -> Result<Event, Refusal> {
        let terms = terms.tidied();
        terms.check()?;
        self.charging.check_name(&terms.name, id)?;
        let ProfileTerms { name, delivery, intraday, gst_base, dp, square_off } = terms;
        let name = name.into();
        let profile =
            ChargeProfile { id, version, name, delivery, intraday, gst_base, dp, square_off, source };
        Ok(Event { at, what: What::Charging(Box::new(ChargingStep::Kept { profile })) })
    }
}
