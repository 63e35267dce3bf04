//! Calls that start a job: `client.songs().create(…)` is submitted, waited for, typed.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::client::success_variant;
use super::types::{ident, rust_type};
use super::{constant, response_type};
use crate::api::{Answer, Api, Body, Operation, Shape, Status};

/// A call that can be submitted and waited for.
pub struct Submitted<'a> {
    pub operation: &'a Operation,
    /// Schema of the request.
    pub request: &'a str,
    /// Schema of the result.
    pub output: &'a str,
    /// Schema of the job.
    pub state: &'a str,
    poll: &'a Operation,
}

/// The operations that can be waited for. The rest of those that start a job are calls
/// like any other.
pub fn submitted(api: &Api) -> Vec<Submitted<'_>> {
    let mut found: Vec<Submitted<'_>> = api
        .operations
        .iter()
        .filter_map(|operation| one(api, operation))
        .collect();
    // A type has one meaning: what has two is left a plain call.
    let mut requests: BTreeMap<&str, usize> = BTreeMap::new();
    let mut states: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut polls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for submitted in &found {
        *requests.entry(submitted.request).or_default() += 1;
        states
            .entry(submitted.output)
            .or_default()
            .insert(submitted.state);
        polls
            .entry(submitted.state)
            .or_default()
            .insert(&submitted.poll.id);
    }
    found.retain(|submitted| {
        requests[submitted.request] == 1
            && states[submitted.output].len() == 1
            && polls[submitted.state].len() == 1
    });
    found
}

fn one<'a>(api: &'a Api, operation: &'a Operation) -> Option<Submitted<'a>> {
    let job = operation.job.as_ref()?;
    let poll = api.operation(&job.poll)?;
    poll.states.as_ref()?;
    let Body::Json {
        schema: request, ..
    } = &operation.body
    else {
        return None;
    };
    let plain = operation.path_parameters.is_empty() && operation.query.is_empty();
    let polled_by_id =
        poll.path_parameters.len() == 1 && poll.query.is_empty() && poll.body == Body::None;
    let [
        Answer {
            schema: Some(state),
            ..
        },
    ] = poll.success.as_slice()
    else {
        return None;
    };
    let mut outputs = operation
        .success
        .iter()
        .map(|answer| answer.schema.as_deref());
    let coded = operation
        .success
        .iter()
        .all(|answer| matches!(answer.status, Status::Code(_)));
    let starts = outputs.clone().any(|schema| schema == Some(state));
    let others = outputs
        .clone()
        .filter(|schema| *schema != Some(state))
        .count();
    if !plain || !polled_by_id || !coded || !starts || others > 1 {
        return None;
    }
    let output = outputs
        .find(|schema| *schema != Some(state))
        .unwrap_or(Some(state))?;
    Some(Submitted {
        operation,
        request,
        output,
        state,
        poll,
    })
}

/// The module `jobs`: how each of them is sent, and how its job is read.
pub fn jobs(api: &Api) -> Option<TokenStream> {
    let submitted = submitted(api);
    if submitted.is_empty() {
        return None;
    }
    let starts = submitted.iter().map(|submitted| start(api, submitted));
    let api_order = &submitted;
    let mut seen = BTreeSet::new();
    let outputs = submitted
        .iter()
        .filter(|submitted| seen.insert(submitted.output));
    let outputs = outputs.map(|submitted| {
        let (output, state) = (
            format_ident!("{}", submitted.output),
            format_ident!("{}", submitted.state),
        );
        let operations = api_order
            .iter()
            .filter(|other| other.output == submitted.output);
        let operations = operations.map(|other| format_ident!("{}", constant(&other.operation.id)));
        quote! {
            impl Output for types::#output {
                type State = types::#state;

                const OPERATIONS: &'static [&'static Operation] = &[#(&operations::#operations),*];
            }
        }
    });
    let mut seen = BTreeSet::new();
    let states = submitted
        .iter()
        .filter(|submitted| seen.insert(submitted.state));
    let states = states.map(state);
    let doc = format!(
        " How the calls of the {} that start a job are sent,",
        api.title
    );
    Some(quote! {
        #![doc = #doc]
        //! and how the job is read.
        use super::raw::Raw;
        use super::{operations, types};
        use crate::jobs::{Fields, Output, Start, Started, State};
        use crate::runtime::Transport;
        use crate::{Error, Operation, Response};

        #(#starts)*
        #(#outputs)*
        #(#states)*
    })
}

fn start(api: &Api, submitted: &Submitted<'_>) -> TokenStream {
    let (request, output) = (
        format_ident!("{}", submitted.request),
        format_ident!("{}", submitted.output),
    );
    let operation = submitted.operation;
    let (metadata, raw) = (
        format_ident!("{}", constant(&operation.id)),
        ident(&operation.id),
    );
    let fields = match api.shapes.get(submitted.request) {
        Some(Shape::Struct { fields, .. }) => fields.as_slice(),
        _ => &[],
    };
    let known = [
        ("account", "account", "String"),
        ("async", "background", "bool"),
        ("replyRef", "reference", "String"),
    ];
    let known: Vec<_> = known
        .into_iter()
        .filter_map(|(name, setting, rust)| {
            let field = fields.iter().find(|field| field.name == name)?;
            let (field, setting) = (
                (!field.required && field.rust == rust).then(|| ident(&field.name))?,
                format_ident!("{setting}"),
            );
            Some(quote!(#setting: Some(&mut self.#field)))
        })
        .collect();
    let rest = (known.len() < 3).then(|| quote!(..Fields::default()));
    let answers = if operation.success.len() == 1 {
        quote!(Ok(answer.map(Started::Job)))
    } else {
        let response = format_ident!("{}", response_type(&operation.id));
        let arms = operation.success.iter().map(|answer| {
            let variant = format_ident!("{}", success_variant(answer.status));
            let started = if answer.schema.as_deref() == Some(submitted.state) {
                quote!(Started::Job(job))
            } else {
                quote!(Started::Done(job))
            };
            quote!(types::#response::#variant(job) => #started,)
        });
        quote!(Ok(answer.map(|answer| match answer { #(#arms)* })))
    };
    quote! {
        impl Start for types::#request {
            type Output = types::#output;

            const OPERATION: &'static Operation = &operations::#metadata;

            fn fields(&mut self) -> Fields<'_> {
                Fields { #(#known,)* #rest }
            }

            async fn start(
                &self,
                transport: &Transport,
            ) -> Result<Response<Started<Self::Output>>, Error> {
                let answer = Raw::over(transport).#raw(self).await?;
                #answers
            }
        }
    }
}

fn state(submitted: &Submitted<'_>) -> TokenStream {
    let state = format_ident!("{}", submitted.state);
    let poll = submitted.poll;
    let (metadata, raw) = (format_ident!("{}", constant(&poll.id)), ident(&poll.id));
    let id = match poll.path_parameters.first() {
        Some(parameter) if parameter.rust != "String" => {
            let rust = rust_type(&parameter.rust, "types::");
            quote!(&#rust::from(id))
        }
        _ => quote!(id),
    };
    quote! {
        impl State for types::#state {
            const POLL: &'static Operation = &operations::#metadata;

            async fn poll(transport: &Transport, id: &str) -> Result<Response<Self>, Error> {
                Raw::over(transport).#raw(#id).await
            }
        }
    }
}

/// What a resource has beside its calls if they all give the same: `submit` and `resume`.
pub fn of_resource(
    submitted: &[Submitted<'_>],
    resource: &str,
    taken: &BTreeSet<&str>,
) -> TokenStream {
    let mut own = submitted
        .iter()
        .filter(|submitted| submitted.operation.resource == resource);
    let Some(first) = own.next() else {
        return TokenStream::new();
    };
    if own.any(|other| other.output != first.output)
        || taken.contains("submit")
        || taken.contains("resume")
    {
        return TokenStream::new();
    }
    let output = format_ident!("{}", first.output);
    quote! {
        /// Submits the request of any call of this resource that starts a job, without waiting for it.
        ///
        /// # Errors
        ///
        /// As those of the call. After one whose [`charged`](crate::Error::charged) is
        /// [`No`](crate::Charged::No) it is safe to submit again.
        pub async fn submit<R>(&self, request: R) -> Result<crate::jobs::JobHandle<R::Output>, Error>
        where
            R: crate::jobs::Start<Output = types::#output>,
        {
            crate::jobs::Submission::new(self.raw.transport, request).submit().await
        }

        /// Takes up a job that was submitted before, perhaps by another process. Nothing is sent yet.
        ///
        /// # Errors
        ///
        /// The ticket is of an operation with another result, or names no job.
        pub fn resume(&self, ticket: crate::Ticket) -> Result<crate::jobs::JobHandle<types::#output>, Error> {
            crate::jobs::JobHandle::resume(self.raw.transport, ticket)
        }
    }
}
