// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! What is known of each operation of the Cloudsway MaaS_Mureka: its cost, its limits, its
//! statuses.
use crate::operation::{
    Body, Cost, Operation, Repeat, StatusClass, Accepted, Field, JobClass, JobStates,
    Location, Parameter, UploadLimits,
};

/// Every operation, in the order of the document.
pub static ALL: &[&Operation] = &[&GENERATE_SONG, &EXTEND_SONG, &GET_TASK, &UPLOAD_FILE];
/// `POST /song/generate`: Generate songs from lyrics
pub static GENERATE_SONG: Operation = Operation {
    id: "generate_song",
    resource: "songs",
    rust_method: "generate",
    method: "POST",
    path: "/song/generate",
    summary: "Generate songs from lyrics",
    docs: "https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2",
    page_date: None,
    deprecated: false,
    cost: Cost::Paid,
    repeat: Repeat::Unsafe,
    spacing: None,
    slots: None,
    retention: None,
    job: Some(JobClass {
        poll: &GET_TASK,
        id: "data.taskId",
        list: None,
    }),
    states: None,
    cursor: None,
    upload: None,
    success: &[StatusClass::Code(200u16)],
    accepted: Some(Accepted {
        field: "code",
        value: 0,
    }),
    errors: &[StatusClass::Hundred(4u16), StatusClass::Hundred(5u16)],
    body: Body::Json,
    parameters: &[],
    fields: &[
        Field {
            name: "lyrics",
            required: true,
        },
        Field {
            name: "n",
            required: false,
        },
        Field {
            name: "prompt",
            required: false,
        },
        Field {
            name: "reference_id",
            required: false,
        },
        Field {
            name: "vocal_id",
            required: false,
        },
        Field {
            name: "melody_id",
            required: false,
        },
        Field {
            name: "stream",
            required: false,
        },
    ],
    secrets: &[],
};

/// `POST /song/extend`: Extend a song with further lyrics
pub static EXTEND_SONG: Operation = Operation {
    id: "extend_song",
    resource: "songs",
    rust_method: "extend",
    method: "POST",
    path: "/song/extend",
    summary: "Extend a song with further lyrics",
    docs: "https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2",
    page_date: None,
    deprecated: false,
    cost: Cost::Paid,
    repeat: Repeat::Unsafe,
    spacing: None,
    slots: None,
    retention: None,
    job: Some(JobClass {
        poll: &GET_TASK,
        id: "data.taskId",
        list: None,
    }),
    states: None,
    cursor: None,
    upload: None,
    success: &[StatusClass::Code(200u16)],
    accepted: Some(Accepted {
        field: "code",
        value: 0,
    }),
    errors: &[StatusClass::Hundred(4u16), StatusClass::Hundred(5u16)],
    body: Body::Json,
    parameters: &[],
    fields: &[
        Field {
            name: "song_id",
            required: false,
        },
        Field {
            name: "upload_audio_id",
            required: false,
        },
        Field {
            name: "lyrics",
            required: true,
        },
        Field {
            name: "extend_at",
            required: true,
        },
    ],
    secrets: &[],
};

/// `GET /song/query/{task_id}`: Query a task
pub static GET_TASK: Operation = Operation {
    id: "get_task",
    resource: "tasks",
    rust_method: "get",
    method: "GET",
    path: "/song/query/{task_id}",
    summary: "Query a task",
    docs: "https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2",
    page_date: None,
    deprecated: false,
    cost: Cost::Free,
    repeat: Repeat::Safe,
    spacing: None,
    slots: None,
    retention: None,
    job: None,
    states: Some(JobStates {
        status: "data.status",
        completed: &["succeeded"],
        failed: &["failed", "timeouted", "cancelled"],
        result: None,
        errors: &["data.failed_reason"],
        code: None,
        reference: None,
        account: None,
        early: Some("data.choices.stream_url"),
    }),
    cursor: None,
    upload: None,
    success: &[StatusClass::Code(200u16)],
    accepted: Some(Accepted {
        field: "code",
        value: 0,
    }),
    errors: &[StatusClass::Hundred(4u16), StatusClass::Hundred(5u16)],
    body: Body::None,
    parameters: &[
        Parameter {
            name: "task_id",
            location: Location::Path,
            required: true,
        },
    ],
    fields: &[],
    secrets: &[],
};

/// `POST /files/upload`: Upload audio for a purpose
pub static UPLOAD_FILE: Operation = Operation {
    id: "upload_file",
    resource: "files",
    rust_method: "upload",
    method: "POST",
    path: "/files/upload",
    summary: "Upload audio for a purpose",
    docs: "https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2",
    page_date: None,
    deprecated: false,
    cost: Cost::Free,
    repeat: Repeat::Unsafe,
    spacing: None,
    slots: None,
    retention: None,
    job: None,
    states: None,
    cursor: None,
    upload: Some(UploadLimits {
        formats: &["mp3", "m4a", "mid"],
        bytes: None,
    }),
    success: &[StatusClass::Code(200u16)],
    accepted: None,
    errors: &[StatusClass::Hundred(4u16), StatusClass::Hundred(5u16)],
    body: Body::Multipart("file"),
    parameters: &[],
    fields: &[
        Field {
            name: "purpose",
            required: true,
        },
    ],
    secrets: &[],
};
