//! Many jobs at once.

use futures_util::future::join_all;

use super::{Done, JobHandle, Output};
use crate::error::Error;

/// Waits for many jobs, and gives their results in the same order.
///
/// There is one question for all of them every five seconds, what runs now, and one more for
/// each job that has ended. In case the list is wrong, each job is asked for by itself now and
/// then, too: a hundred of them a minute, or each twice before its deadline. Each has a deadline
/// of its own. Tasks of Cloudsway, which has no such list, are asked for one by one.
///
/// ```no_run
/// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
/// use mureka_api::jobs::wait_all;
/// use mureka_api::useapi::types::CreateSong;
///
/// let mut jobs = Vec::new();
/// for prompt in ["Santa", "Rudolph"] {
///     jobs.push(client.songs().submit(CreateSong::new().prompt(prompt)).await?);
/// }
/// for result in wait_all(jobs).await {
///     println!("{:?}", result?.songs);
/// }
/// # Ok(())
/// # }
/// ```
pub async fn wait_all<T: Output>(
    jobs: impl IntoIterator<Item = JobHandle<T>>,
) -> Vec<Result<Done<T>, Error>> {
    join_all(jobs.into_iter().map(JobHandle::together)).await
}
