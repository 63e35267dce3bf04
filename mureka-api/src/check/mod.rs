//! Checks before the call: what the docs limit and exclude, told all at once.

pub(crate) mod measured;
mod problem;
mod problems;
mod together;

pub use problem::Problem;
pub use problems::Problems;

pub(crate) use problem::Told;
pub(crate) use together::Way;

use crate::error::Error;
use crate::model::JsonString;
use crate::operation::Operation;

/// A request that knows the documented limits of its fields.
///
/// Every request of the generated models is one. The client checks each before it is
/// sent, so that a call which would surely be refused costs neither time nor a slot.
/// Lengths are counted in characters, as the docs mean them, not in bytes. Values of
/// enums are not checked: new models appear before this crate knows them.
///
/// ```
/// use mureka_api::Check;
/// use mureka_api::useapi::types::CreateSongAdvanced;
///
/// let request = CreateSongAdvanced::new("la ".repeat(2000)).desc("pop").ref_id(5);
/// let error = request.check().unwrap_err();
/// assert_eq!(error.problems().len(), 2);
/// assert_eq!(
///     format!("{error:#}"),
///     "2 problems.\n  \
///      lyrics: 6000 characters, at most 5000 are allowed\n  \
///      desc: not together with ref_id"
/// );
/// ```
pub trait Check {
    /// Adds what is wrong with this request.
    fn problems(&self, problems: &mut Problems);

    /// Looks for everything that is wrong, and sends nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with
    /// [`Error::problems`].
    fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::default();
        self.problems(&mut problems);
        match problems.into_error() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl<T: Check + ?Sized> Check for &T {
    fn problems(&self, problems: &mut Problems) {
        T::problems(self, problems);
    }
}

impl<T: Check> Check for Option<T> {
    fn problems(&self, problems: &mut Problems) {
        if let Some(value) = self {
            value.problems(problems);
        }
    }
}

impl<T: Check> Check for JsonString<T> {
    fn problems(&self, problems: &mut Problems) {
        T::problems(self, problems);
    }
}

/// What is wrong with a call that is about to be sent.
pub(crate) fn of_call(
    operation: &'static Operation,
    look: impl FnOnce(&mut Problems),
) -> Result<(), Error> {
    let mut problems = Problems::default();
    look(&mut problems);
    match problems.into_error() {
        Some(error) => Err(error.with_operation(operation)),
        None => Ok(()),
    }
}
