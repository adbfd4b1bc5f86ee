//! The words of the page in templates: `{{ words.reply_to(name=comment.name) }}`.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};

use crate::i18n::own::{Given, Said};
use crate::i18n::{Html, Words};

/// Each message is a method, whose arguments are named.
#[derive(Debug)]
pub(super) struct WordsOfTemplate(pub(super) Words);

impl Object for WordsOfTemplate {
    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        let (named,): (Kwargs,) = from_args(args)?;
        let mut given = Vec::new();
        for name in named.args() {
            let value: Value = named.get(name)?;
            given.push((name.to_owned(), argument(&value)));
        }
        match self.0.by_name(method, &given) {
            Ok(Said::Text(text)) => Ok(Value::from(text)),
            Ok(Said::Html(Html(html))) => Ok(Value::from_safe_string(html)),
            Err(fault) => Err(Error::new(ErrorKind::InvalidOperation, fault)),
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }
}

fn argument(value: &Value) -> Given {
    if value.is_safe() {
        return Given::Html(Html(value.to_string()));
    }
    match value.as_i64() {
        Some(number) if value.is_integer() => Given::Number(number),
        _ => Given::Text(value.to_string()),
    }
}
