//! The section `theme`.

use crate::config::layers::Layers;
use crate::config::values::folder_path;
use crate::theme::{SharedTheme, Theme};

/// Reads the theme's folder as well, because a fault in one of its files keeps the program from starting.
pub(in crate::config) fn read(layers: &mut Layers) -> Option<Option<SharedTheme>> {
    let Some(folder) = layers.optional("theme.folder", folder_path)? else { return Some(None) };
    match Theme::read(&folder) {
        Ok(theme) => Some(Some(SharedTheme::new(theme))),
        Err(faults) => {
            for fault in faults {
                let remedy = "Correct it; docs/themes.md says what a theme may have".to_owned();
                layers.refuse("theme.folder", (fault.to_string(), remedy));
            }
            None
        }
    }
}
