//! The merged values of defaults, file, variables and flags for the sections that can change while the
//! program runs, which the desk's values override.

use std::collections::BTreeMap;

use toml::Value;

use crate::config::RUN_TIME_SECTIONS;
use crate::config::layers::Layers;

/// The values by key, and their origins.
#[derive(Clone, Debug)]
pub(super) struct BaseValues(BTreeMap<String, (Value, String)>);

impl BaseValues {
    pub(super) fn of(layers: &Layers) -> BaseValues {
        BaseValues(layers.values_of(RUN_TIME_SECTIONS))
    }

    /// Where the value of a key was set.
    pub(super) fn origin(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|(_, origin)| origin.as_str())
    }

    /// The same values as layers, to add others.
    pub(super) fn layers(&self) -> Layers {
        Layers::of(self.0.clone())
    }
}
